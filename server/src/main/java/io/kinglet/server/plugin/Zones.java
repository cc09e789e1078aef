package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.Directive;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.util.List;

/** Zones as directives name them. Stateless. */
final class Zones {

    private static final List<DomainName> REVERSE =
            List.of(DomainName.parse("in-addr.arpa."), DomainName.parse("ip6.arpa."));

    private Zones() {}

    /** The zones that are left on the line. */
    static List<DomainName> rest(DirectiveReader line) {
        return line.zones().stream().map(DomainName::parse).distinct().toList();
    }

    /** The zones that are left on the line; those of {@code otherwise} when there are none. */
    static List<DomainName> rest(DirectiveReader line, List<DomainName> otherwise) {
        return line.hasNext() ? rest(line) : otherwise;
    }

    /** The zones one word names: several for a CIDR that ends within a label. */
    static List<DomainName> of(Token token) {
        return rest(
                new DirectiveReader(new Directive(token.text(), List.of(token), List.of(), false, token.position())));
    }

    /** Whether it holds names made of addresses (RFC 1035 section 3.5, RFC 3596 section 2.5). */
    static boolean isReverse(DomainName zone) {
        return REVERSE.stream().anyMatch(zone::isWithin);
    }
}
