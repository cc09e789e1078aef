package io.kinglet.server.plugin;

import io.kinglet.dns.acl.AclAction;
import io.kinglet.dns.acl.AclConfig;
import io.kinglet.dns.acl.AclConfig.Policy;
import io.kinglet.dns.acl.AclConfig.Rule;
import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code acl [ZONE...] { allow|block|filter|drop [type QTYPE...] [net SOURCE...] }}: who may ask for what. */
public record AclDirective(AclConfig config) implements Part {

    private static final Map<String, AclAction> ACTIONS = Map.of(
            "allow", AclAction.ALLOW, "block", AclAction.BLOCK, "filter", AclAction.FILTER, "drop", AclAction.DROP);
    private static final String ALL = "*";
    private static final List<IpPrefix> EVERYONE = List.of(IpPrefix.ALL_V4, IpPrefix.ALL_V6);

    @Override
    public @Nullable Layer layer(Host host) {
        return config.rules().isEmpty() ? null : host.acl(config);
    }

    static AclDirective read(DirectiveReader line, BlockScope block) {
        Rule rule = new Rule(Zones.rest(line, block.zones()), policies(line));
        if (rule.policies().isEmpty()) {
            block.warn(line.position(), "`acl` has no policy in braces, so everything is allowed");
        }
        return new AclDirective(new AclConfig(rule.policies().isEmpty() ? List.of() : List.of(rule)));
    }

    /** The first rule that fits decides, so all rules of a block are one list. */
    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof AclDirective other)) {
            return null;
        }
        List<Rule> rules = new ArrayList<>(config.rules());
        rules.addAll(other.config.rules());
        return new AclDirective(new AclConfig(rules));
    }

    private static List<Policy> policies(DirectiveReader directive) {
        List<Policy> policies = new ArrayList<>();
        for (DirectiveReader line : directive.body()) {
            AclAction action = ACTIONS.get(line.name().toLowerCase(Locale.ROOT));
            if (action == null) {
                throw line.unknown(ACTIONS.keySet());
            }
            policies.add(policy(line, action));
            line.end();
        }
        directive.end();
        return policies;
    }

    private static Policy policy(DirectiveReader line, AclAction action) {
        Set<Integer> types = new HashSet<>();
        List<IpPrefix> clients = new ArrayList<>();
        while (line.hasNext()) {
            Token section = line.next("`type` or `net`");
            if (isWord(section, "type")) {
                values(line, "a query type such as `A`, or `*`").forEach(it -> types.add(type(line, it)));
            } else if (isWord(section, "net")) {
                values(line, "an address, a CIDR, or `*`").forEach(it -> clients.addAll(clients(line, it)));
            } else {
                throw line.expected(section, "`type` or `net`");
            }
        }
        return new Policy(
                action,
                types.isEmpty() || types.contains(0) ? null : types,
                clients.isEmpty() || clients.containsAll(EVERYONE) ? null : AddressRanges.of(clients));
    }

    /** What stands before the next section or the end; something must. */
    private static List<Token> values(DirectiveReader line, String what) {
        List<Token> values = new ArrayList<>();
        for (Token next = line.peek();
                next != null && !isWord(next, "type") && !isWord(next, "net");
                next = line.peek()) {
            values.add(line.next(what));
        }
        Token section = line.peek();
        if (values.isEmpty()) {
            throw section == null
                    ? line.error("`" + line.name() + "` of `acl` ends without " + what)
                    : line.expected(section, what);
        }
        return values;
    }

    /** 0 for all. */
    private static int type(DirectiveReader line, Token token) {
        int type = token.text().equals(ALL) ? 0 : RecordType.parse(token.text());
        if (type < 0) {
            throw line.expected(token, "a query type such as `A`, `AAAA` or `TYPE65`, or `*` for all");
        }
        return type;
    }

    private static List<IpPrefix> clients(DirectiveReader line, Token token) {
        if (token.text().equals(ALL)) {
            return EVERYONE;
        }
        IpPrefix prefix = IpPrefix.parse(token.text());
        if (prefix == null) {
            throw line.expected(
                    token, "an address or a CIDR such as `10.0.0.7`, `10.0.0.0/8` or `2001:db8::/32`, or `*` for all");
        }
        return List.of(prefix);
    }

    private static boolean isWord(Token token, String word) {
        return token.text().equalsIgnoreCase(word);
    }
}
