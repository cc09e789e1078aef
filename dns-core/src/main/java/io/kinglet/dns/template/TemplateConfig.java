package io.kinglet.dns.template;

import io.kinglet.dns.expression.Expression;
import io.kinglet.dns.expression.Variable;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.texttemplate.TextTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TemplateLayer} is told.
 *
 * @param zones whose names it is about
 * @param type the query type; {@link io.kinglet.dns.rr.RecordType#ANY} for all
 * @param patterns found anywhere in the name, the first that is counts; empty for every name
 * @param variables worked out for each query whose name matches, for conditions and records
 * @param conditions all of which must hold, or it is as if no pattern was found
 * @param records in the order they are sent, those of a section together
 * @param error why, for clients that can be told; null for nothing
 * @param fallthrough zones in which a name that no pattern is found in is left to the next layer; empty for none
 */
public record TemplateConfig(
        List<DomainName> zones,
        int type,
        List<TextPattern> patterns,
        List<Variable> variables,
        List<Expression> conditions,
        List<RecordTemplate> records,
        int rcode,
        @Nullable ErrorOption error,
        List<DomainName> fallthrough) {

    /** Sections, in the words of metrics. */
    public enum Section {
        ANSWER("answer"),
        AUTHORITY("authority"),
        ADDITIONAL("additional");

        private final String word;

        Section(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** One record, to be filled in; see {@link QueryFields} for with what. */
    public record RecordTemplate(Section section, TextTemplate text) {}

    /**
     * An extended DNS error (RFC 8914).
     *
     * @param code 0 to 65535
     * @param text for whoever reads it; may be empty
     */
    public record ErrorOption(int code, String text) {}

    public TemplateConfig {
        zones = List.copyOf(zones);
        patterns = List.copyOf(patterns);
        variables = List.copyOf(variables);
        conditions = List.copyOf(conditions);
        records = List.copyOf(records);
        fallthrough = List.copyOf(fallthrough);
    }

    /** Without variables and conditions. */
    public TemplateConfig(
            List<DomainName> zones,
            int type,
            List<TextPattern> patterns,
            List<RecordTemplate> records,
            int rcode,
            @Nullable ErrorOption error,
            List<DomainName> fallthrough) {
        this(zones, type, patterns, List.of(), List.of(), records, rcode, error, fallthrough);
    }

    /** Whether more than the name and the type decides which queries are answered, and how. */
    public boolean choosesByExpression() {
        return !conditions.isEmpty() || !variables.isEmpty();
    }

    List<RecordTemplate> of(Section section) {
        List<RecordTemplate> some = new ArrayList<>();
        for (RecordTemplate each : records) {
            if (each.section() == section) {
                some.add(each);
            }
        }
        return some;
    }
}
