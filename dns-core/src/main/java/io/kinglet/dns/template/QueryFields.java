package io.kinglet.dns.template;

import io.kinglet.dns.expression.Variable;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.TextMatch;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.texttemplate.Fields;
import io.kinglet.dns.texttemplate.TemplateFailure;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query, as templates see it: the fields of the peer's. Valid as long as the query is.
 *
 * @param zone in lower case
 * @param name QNAME in lower case
 * @param type of the template where the query is for ANY
 * @param pattern null when every name matches
 * @param match of the pattern
 * @param variables by name
 */
record QueryFields(
        Query query,
        Metadata metadata,
        String zone,
        String name,
        int type,
        @Nullable TextPattern pattern,
        @Nullable TextMatch match,
        Map<String, Object> variables)
        implements Fields {

    static final Set<String> NAMES = Set.of(
            "Zone", "Name", "Class", "Type", "Regex", "Match", "Group", "Message", "Question", "Remote", "Meta", "Var");

    static final Set<String> QUESTION = Set.of("Name", "Qtype", "Qclass");

    static final Set<String> MESSAGE = Set.of(
            "Id",
            "Response",
            "Opcode",
            "Authoritative",
            "Truncated",
            "RecursionDesired",
            "RecursionAvailable",
            "Zero",
            "AuthenticatedData",
            "CheckingDisabled",
            "Rcode",
            "Question");

    @Override
    public @Nullable Object field(String field) {
        return switch (field) {
            case "Zone" -> zone;
            case "Name" -> name;
            case "Class" -> RecordClass.name(query.qclass());
            case "Type" -> RecordType.name(type);
            case "Regex" -> pattern == null ? ".*" : pattern.text();
            case "Match" -> matches();
            case "Group" -> groups();
            case "Message" -> (Fields) this::message;
            case "Question" -> (Fields) this::question;
            case "Remote" -> remote();
            case "Meta" -> (Fields.Method) label -> metadata.value(label, query);
            case "Var" -> variables;
            default -> throw new TemplateFailure("there is no field " + field);
        };
    }

    private String remote() {
        Client client = query.client();
        return client == null ? "" : client.ip().toString();
    }

    private List<String> matches() {
        if (match == null) {
            return List.of(name);
        }
        List<String> matches = new ArrayList<>();
        for (int i = 0; i <= match.groups(); i++) {
            matches.add(match.group(i));
        }
        return matches;
    }

    Map<String, String> groups() {
        Map<String, String> groups = new HashMap<>();
        List<String> matches = matches();
        for (int i = 0; i < matches.size(); i++) {
            groups.put(Integer.toString(i), matches.get(i));
        }
        if (pattern != null) {
            pattern.names().forEach((name, index) -> groups.put(name, matches.get(index)));
        }
        return groups;
    }

    private Object question(String field) {
        return switch (field) {
            case "Name" -> query.qname().toString();
            case "Qtype" -> (long) query.qtype();
            case "Qclass" -> (long) query.qclass();
            default -> throw new TemplateFailure("there is no field " + field + " in .Question");
        };
    }

    private Object message(String field) {
        int flags = query.flags();
        return switch (field) {
            case "Id" -> (long) query.id();
            case "Response" -> (flags & Header.QR) != 0;
            case "Opcode" -> (long) Header.opcode(flags);
            case "Authoritative" -> (flags & Header.AA) != 0;
            case "Truncated" -> (flags & Header.TC) != 0;
            case "RecursionDesired" -> (flags & Header.RD) != 0;
            case "RecursionAvailable" -> (flags & Header.RA) != 0;
            case "Zero" -> (flags & 0x40) != 0;
            case "AuthenticatedData" -> (flags & Header.AD) != 0;
            case "CheckingDisabled" -> (flags & Header.CD) != 0;
            case "Rcode" -> (long) (flags & Header.RCODE_MASK);
            case "Question" -> List.of((Fields) this::question);
            default -> throw new TemplateFailure("there is no field " + field + " in .Message");
        };
    }

    /** Fields of a query that there never was, for trying a template out. */
    static Fields probe(TemplateConfig config, String name, String value) {
        String zone = config.zones().get(0).toString();
        return field -> switch (field) {
            case "Zone" -> zone;
            case "Name" -> name;
            case "Class" -> "IN";
            case "Type", "Regex", "Remote" -> value;
            case "Match" -> Collections.nCopies(1000, value);
            case "Group" -> new Everything(value);
            case "Meta" -> (Fields.Method) label -> value;
            case "Var" -> config.variables().stream().collect(Collectors.toMap(Variable::name, it -> it.sample(value)));
            case "Question", "Message" -> (Fields) each -> each.equals("Name") ? name : (Object) 1L;
            default -> throw new TemplateFailure("there is no field " + field);
        };
    }

    /** A map in which everything has one value. */
    private static final class Everything extends AbstractMap<String, String> {

        private final String value;

        Everything(String value) {
            this.value = value;
        }

        @Override
        public String get(Object key) {
            return value;
        }

        @Override
        public boolean containsKey(Object key) {
            return true;
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of(Map.entry("0", value));
        }
    }

    static String text(byte[] lower, int length) {
        return DomainName.copyOf(lower, 0, length).toString();
    }
}
