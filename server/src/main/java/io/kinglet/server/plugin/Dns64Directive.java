package io.kinglet.server.plugin;

import io.kinglet.dns.dns64.Dns64Config;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.util.Map;

/** {@code dns64 [PREFIX] { prefix PREFIX; translate_all; allow_ipv4 }}: names with IPv4 addresses alone get IPv6 ones. */
public record Dns64Directive(Dns64Config config) implements Part {

    @Override
    public Layer layer(Host host) {
        return host.dns64(config);
    }

    static Dns64Directive read(DirectiveReader line, BlockScope block) {
        IpPrefix[] prefix = {line.hasNext() ? prefix(line, block) : Dns64Config.WELL_KNOWN};
        boolean[] all = new boolean[1];
        boolean[] ipv4 = new boolean[1];
        line.body(Map.of(
                "prefix", it -> prefix[0] = prefix(it, block),
                "translate_all", it -> all[0] = it.flag(),
                "allow_ipv4", it -> ipv4[0] = it.flag()));
        line.end();
        return new Dns64Directive(new Dns64Config(prefix[0], all[0], ipv4[0]));
    }

    private static IpPrefix prefix(DirectiveReader line, BlockScope block) {
        Token token = line.next("the prefix");
        IpPrefix prefix = token.text().indexOf('/') < 0 ? null : IpPrefix.parse(token.text());
        if (prefix == null || !prefix.address().v6() || !Dns64Config.LENGTHS.contains(prefix.bits())) {
            throw line.expected(
                    token, "an IPv6 prefix of 32, 40, 48, 56, 64 or 96 bits such as `" + Dns64Config.WELL_KNOWN + "`");
        }
        if (prefix.address().octets()[8] != 0) {
            block.warn(
                    token.position(),
                    "bits 64 to 71 of a prefix are zero (RFC 6052 section 2.2); translators expect it");
        }
        return prefix;
    }
}
