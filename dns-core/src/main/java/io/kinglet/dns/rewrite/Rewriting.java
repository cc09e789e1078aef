package io.kinglet.dns.rewrite;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rewrite.NameChange.Renamed;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One query on its way through the rules: the question by now, and what will have to be done to its answer. Confined to one query. */
final class Rewriting {

    /** What came of a rule. */
    enum Outcome {
        APPLIED,
        PASSED_BY,
        NO_NAME
    }

    private final Query asked;
    private final OptionValue.Sources sources;
    private final List<ReplyChange> changes = new ArrayList<>(4);
    private final DomainName original;
    private DomainName name;
    private byte[] lower;
    private int type;
    private int recordClass;
    private @Nullable Options options;

    Rewriting(Query asked, OptionValue.Sources sources) {
        this.asked = asked;
        this.sources = sources;
        original = asked.qname();
        name = original;
        lower = name.canonicalOctets();
        type = asked.qtype();
        recordClass = asked.qclass();
    }

    /** The next rule that is about the question as it is now; -1 when there is none. */
    int next(RuleList rules, int position) {
        return rules.next(position, lower, lower.length, type, recordClass);
    }

    Outcome apply(RewriteRule rule) {
        if (rule instanceof RewriteRule.Name it) {
            return rename(it);
        }
        if (rule instanceof RewriteRule.Option it) {
            return option(it) ? Outcome.APPLIED : Outcome.PASSED_BY;
        }
        if (rule instanceof RewriteRule.Type it) {
            type = it.to();
        } else if (rule instanceof RewriteRule.OfClass it) {
            recordClass = it.to();
        } else if (rule instanceof RewriteRule.Ttl it) {
            changes.add(new ReplyChange.Ttl(it.least(), it.most()));
        } else if (rule instanceof RewriteRule.ResponseCode it) {
            changes.add(new ReplyChange.ResponseCode(it.from(), it.to()));
        } else if (rule instanceof RewriteRule.Cname it) {
            changes.add(new ReplyChange.Cname(it.change()));
        }
        return Outcome.APPLIED;
    }

    private Outcome rename(RewriteRule.Name rule) {
        Renamed renamed = rule.change()
                .of(lower, lower.length, label -> sources.metadata().value(label, asked));
        if (renamed == null) {
            return Outcome.PASSED_BY;
        }
        DomainName after = renamed.name();
        if (after == null) {
            return Outcome.NO_NAME;
        }
        if (rule.auto()) {
            back(rule.change(), after);
        }
        rule.answers().forEach(it -> changes.add(new ReplyChange.Names(it.values(), it.change())));
        // Another spelling of the same name is no change: the client's may be there to tell answers from forged ones.
        if (!after.equals(name)) {
            name = after;
            lower = after.canonicalOctets();
        }
        return Outcome.APPLIED;
    }

    /** A suffix is put back wherever it stands; of other forms, only the new name is known. */
    private void back(NameChange change, DomainName after) {
        if (change.from().form() == NameMatch.Form.SUFFIX) {
            NameChange reversed = change.reversed();
            changes.add(new ReplyChange.Names(false, reversed));
            changes.add(new ReplyChange.Names(true, reversed));
        } else {
            changes.add(new ReplyChange.Back(after, name));
        }
    }

    private boolean option(RewriteRule.Option rule) {
        Options all = options == null ? new Options(asked) : options;
        options = all;
        OptionValue value = rule.value();
        if (value == null) {
            return all.remove(rule.code());
        }
        byte[] octets = value.octets(asked, name, type, sources);
        return octets != null && all.put(rule, octets);
    }

    /** What must be done to the answer, in the order of the rules. */
    List<ReplyChange> changes() {
        return changes;
    }

    /** The query for the layers below: the one asked if nothing of it was changed. */
    Query query() {
        boolean sameOptions = options == null || !options.changed();
        if (sameOptions && type == asked.qtype() && recordClass == asked.qclass() && name == original) {
            return asked;
        }
        Options all = options == null ? new Options(asked) : options;
        Query query = asked.rewritten(name, type, recordClass, all.encoded());
        query.sentOptions(all.sent());
        return query;
    }

    /** The options that rules have made part of the reply, encoded. */
    byte[] replyOptions(Predicate<Integer> codes) {
        return options == null || !options.changed() ? new byte[0] : options.reply(codes);
    }
}
