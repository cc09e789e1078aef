package io.kinglet.dns.expression;

import io.kinglet.dns.expression.Lexer.Word;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be called: the peer's functions, and those of its expression language that are about texts. Stateless. */
final class Functions {

    private record Fact(Kind kind, Term.Value value) {}

    private record Call(List<Kind> arguments, Kind kind, Function<List<Term>, Term.Value> value) {}

    private static final Map<String, Fact> FACTS = Map.ofEntries(
            fact("bufsize", Kind.NUMBER, (query, asked) -> (long)
                    (query.transport() == Transport.TCP ? 0xffff : query.edns().payloadSize())),
            fact("class", Kind.TEXT, (query, asked) -> RecordClass.name(query.qclass())),
            fact("client_ip", Kind.TEXT, (query, asked) -> {
                Client client = query.client();
                return client == null ? "" : client.ip().toString();
            }),
            fact("do", Kind.YES_NO, (query, asked) -> query.edns().dnssecOk()),
            fact("id", Kind.NUMBER, (query, asked) -> (long) query.id()),
            fact("name", Kind.TEXT, (query, asked) -> query.qname().toString().toLowerCase(Locale.ROOT)),
            fact("opcode", Kind.NUMBER, (query, asked) -> (long) Header.opcode(query.flags())),
            fact("port", Kind.TEXT, (query, asked) -> {
                Client client = query.client();
                return client == null ? "" : Integer.toString(client.address().getPort());
            }),
            fact("proto", Kind.TEXT, (query, asked) -> query.transport().label()),
            fact("server_ip", Kind.TEXT, (query, asked) -> {
                byte[] octets = server(asked).getAddress().getAddress();
                return IpAddress.read(octets, 0, octets.length).toString();
            }),
            fact(
                    "server_port",
                    Kind.TEXT,
                    (query, asked) -> Integer.toString(server(asked).getPort())),
            fact("size", Kind.NUMBER, (query, asked) -> (long) query.length()),
            fact("type", Kind.TEXT, (query, asked) -> RecordType.name(query.qtype())));

    private static final List<Kind> ONE_TEXT = List.of(Kind.TEXT);
    private static final List<Kind> TWO_TEXTS = List.of(Kind.TEXT, Kind.TEXT);

    /** Those with a condition on the items of a list; {@link Parser} reads it. */
    static final Set<String> ITEMS = Set.of("all", "any", "none");

    /** Those that take values of more than one kind. */
    private static final Set<String> ANY_KIND = Set.of("int", "string");

    private static final String GROUP = "group";
    private static final Set<String> OF_SERVER = Set.of("server_ip", "server_port");

    private static final Map<String, Call> CALLS = new TreeMap<>(Map.of(
            "incidr", new Call(TWO_TEXTS, Kind.YES_NO, Functions::inCidr),
            "metadata",
                    new Call(
                            ONE_TEXT,
                            Kind.TEXT,
                            args -> (query, asked) ->
                                    asked.metadata().value(args.get(0).text(query, asked), query)),
            "replace", new Call(List.of(Kind.TEXT, Kind.TEXT, Kind.TEXT), Kind.TEXT, Conversions::replace),
            "len",
                    new Call(
                            ONE_TEXT,
                            Kind.NUMBER,
                            args -> (query, asked) ->
                                    (long) args.get(0).text(query, asked).length()),
            "lower",
                    new Call(
                            ONE_TEXT,
                            Kind.TEXT,
                            args -> (query, asked) ->
                                    args.get(0).text(query, asked).toLowerCase(Locale.ROOT)),
            "upper",
                    new Call(
                            ONE_TEXT,
                            Kind.TEXT,
                            args -> (query, asked) ->
                                    args.get(0).text(query, asked).toUpperCase(Locale.ROOT)),
            "trim",
                    new Call(
                            ONE_TEXT,
                            Kind.TEXT,
                            args -> (query, asked) ->
                                    args.get(0).text(query, asked).strip()),
            "hasPrefix",
                    new Call(
                            TWO_TEXTS,
                            Kind.YES_NO,
                            args -> (query, asked) -> args.get(0)
                                    .text(query, asked)
                                    .startsWith(args.get(1).text(query, asked))),
            "hasSuffix",
                    new Call(
                            TWO_TEXTS,
                            Kind.YES_NO,
                            args -> (query, asked) -> args.get(0)
                                    .text(query, asked)
                                    .endsWith(args.get(1).text(query, asked)))));

    private Functions() {}

    private static Map.Entry<String, Fact> fact(String name, Kind kind, Term.Value value) {
        return Map.entry(name, new Fact(kind, value));
    }

    private static InetSocketAddress server(Asked asked) {
        return Objects.requireNonNull(asked.server());
    }

    /**
     * @param declared null where there are no patterns
     */
    static Term call(Word name, List<Term> arguments, @Nullable Declarations declared) {
        if (!names(declared).contains(name.text())) {
            throw unknown(name, declared);
        }
        Fact fact = FACTS.get(name.text());
        if (fact != null) {
            check(name, arguments, List.of());
            return new Term(name.at(), fact.kind, null, name.text(), fact.value);
        }
        Call call = CALLS.get(name.text());
        if (call != null) {
            check(name, arguments, call.arguments);
            return Term.of(name.at(), call.kind, call.value.apply(List.copyOf(arguments)));
        }
        if (arguments.size() != 1) {
            throw new ExpressionException(name.at(), "`" + name.text() + "` takes 1 argument, not " + arguments.size());
        }
        return switch (name.text()) {
            case "int" -> Conversions.number(name.at(), arguments.get(0));
            case "string" -> Conversions.text(name.at(), arguments.get(0));
            default -> Conversions.group(name.at(), arguments.get(0));
        };
    }

    private static void check(Word name, List<Term> arguments, List<Kind> wanted) {
        if (arguments.size() != wanted.size()) {
            throw new ExpressionException(
                    name.at(), "`" + name.text() + "` takes " + wanted.size() + " arguments, not " + arguments.size());
        }
        for (int i = 0; i < wanted.size(); i++) {
            arguments.get(i).as(wanted.get(i));
        }
    }

    /** What can be called; {@code declared} as in {@link #call}. */
    static Set<String> names(@Nullable Declarations declared) {
        TreeSet<String> names = new TreeSet<>(FACTS.keySet());
        names.addAll(CALLS.keySet());
        names.addAll(ITEMS);
        names.addAll(ANY_KIND);
        if (declared != null) {
            names.add(GROUP);
            names.removeAll(OF_SERVER);
        }
        return names;
    }

    static ExpressionException unknown(Word name, @Nullable Declarations declared) {
        Collection<String> variables = declared == null ? List.of() : declared.names();
        return new ExpressionException(
                name.at(),
                "found " + name.shown() + "; a text stands in single quotes, and the functions are "
                        + shown(names(declared))
                        + (variables.isEmpty() ? "" : ", and the variables " + shown(variables)));
    }

    private static String shown(Collection<String> names) {
        return names.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    }

    private static Term.Value inCidr(List<Term> arguments) {
        Term address = arguments.get(0);
        Term cidr = arguments.get(1);
        if (!(cidr.constant() instanceof String written)) {
            return (query, asked) -> {
                IpPrefix prefix = IpPrefix.parse(cidr.text(query, asked));
                return prefix != null && contains(prefix, address.text(query, asked));
            };
        }
        IpPrefix prefix = written.indexOf('/') < 0 ? null : IpPrefix.parse(written);
        if (prefix == null) {
            throw new ExpressionException(
                    cidr.at(), "found '" + written + "'; accepted is a CIDR such as '10.0.0.0/8' or '2001:db8::/32'");
        }
        if (address.function().equals("client_ip")) {
            return (query, asked) -> isWithin(query, prefix);
        }
        return (query, asked) -> contains(prefix, address.text(query, asked));
    }

    private static boolean isWithin(Query query, IpPrefix prefix) {
        Client client = query.client();
        return client != null && prefix.contains(client.ip());
    }

    private static boolean contains(IpPrefix prefix, String text) {
        IpAddress address = IpAddress.parse(text);
        return address != null && prefix.contains(address);
    }
}
