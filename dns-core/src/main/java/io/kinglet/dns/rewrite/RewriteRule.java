package io.kinglet.dns.rewrite;

import io.kinglet.dns.rewrite.NameMatch.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the configuration. Rules are tried in order, each on what the ones before it made of the question. Immutable. */
public sealed interface RewriteRule {

    /** Whether a query that this rule was applied to is taken to no further rule. */
    boolean stops();

    /** The names it is about; null for all. */
    default @Nullable NameMatch names() {
        return null;
    }

    /** Whether it is about queries of this type and class, too. */
    default boolean concerns(int type, int recordClass) {
        return true;
    }

    /**
     * Another QNAME.
     *
     * @param auto whether the new name is put back where it stands in the answer; always so for {@link Form#EXACT}
     * @param answers what else becomes of names in the answer
     */
    record Name(boolean stops, NameChange change, boolean auto, List<AnswerNames> answers) implements RewriteRule {

        public Name {
            answers = List.copyOf(answers);
            auto |= change.from().form() == Form.EXACT;
        }

        @Override
        public NameMatch names() {
            return change.from();
        }
    }

    /**
     * Names in the answer that become others.
     *
     * @param values those in RDATA, else the owners
     */
    record AnswerNames(boolean values, NameChange change) {}

    /** Another QTYPE. */
    record Type(boolean stops, int from, int to) implements RewriteRule {

        @Override
        public boolean concerns(int type, int recordClass) {
            return type == from;
        }
    }

    /** Another QCLASS. */
    record OfClass(boolean stops, int from, int to) implements RewriteRule {

        @Override
        public boolean concerns(int type, int recordClass) {
            return recordClass == from;
        }
    }

    /**
     * TTLs of answers brought into a range.
     *
     * @param least seconds
     * @param most seconds, not below {@code least}
     */
    record Ttl(boolean stops, NameMatch names, int least, int most) implements RewriteRule {}

    /** Another response code in answers. */
    record ResponseCode(boolean stops, NameMatch names, int from, int to) implements RewriteRule {}

    /** Another target for the CNAME record of an answer, followed by what that target gives. */
    record Cname(boolean stops, NameChange change) implements RewriteRule {}

    /**
     * An EDNS option of the query.
     *
     * @param value null to take it away
     * @param existing whether one that is there gets the value
     * @param absent whether one that is not there is added
     * @param reverted whether the reply has what the client sent instead
     */
    record Option(
            boolean stops,
            int code,
            @Nullable OptionValue value,
            boolean existing,
            boolean absent,
            boolean reverted,
            boolean shown)
            implements RewriteRule {}
}
