package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.transfer.SecondaryConfig;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Token;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code secondary [ZONE...] { transfer from ADDRESS...; catalog [ZONE...]; fallthrough [ZONE...] }}: zones copied from primaries. */
public record SecondaryDirective(SecondaryConfig config) implements Part {

    private static final int PORT = 53;
    private static final String ACCEPTED = "an address such as `10.0.0.1`, `10.0.0.1:53` or `[2001:db8::1]:53`";

    @Override
    public Layer layer(Host host) {
        return host.secondary(this);
    }

    @Override
    public Layer notifyLayer(Host host) {
        return host.secondaryNotifications(this);
    }

    static SecondaryDirective read(DirectiveReader line, BlockScope block) {
        List<DomainName> zones = Zones.rest(line, block.zones());
        List<InetSocketAddress> primaries = new ArrayList<>();
        List<DomainName> fallthrough = new ArrayList<>();
        List<List<DomainName>> catalogued = new ArrayList<>();
        line.body(Map.of(
                "transfer", it -> primaries(it, primaries),
                "fallthrough", it -> fallthrough.addAll(Zones.rest(it, List.of(DomainName.ROOT))),
                "catalog", it -> catalogued.add(Zones.rest(it, List.of()))));
        line.end();
        if (primaries.isEmpty()) {
            throw line.error("`secondary` lacks `transfer from` with its primaries: " + ACCEPTED);
        }
        return new SecondaryDirective(new SecondaryConfig(
                zones, primaries.stream().distinct().toList(), accepted(catalogued, block, line), fallthrough));
    }

    /** Several lines are one; one without zones accepts all. */
    private static @Nullable List<DomainName> accepted(
            List<List<DomainName>> lines, BlockScope block, DirectiveReader directive) {
        if (lines.isEmpty()) {
            return null;
        }
        List<DomainName> accepted = lines.stream().anyMatch(List::isEmpty)
                ? List.of()
                : lines.stream().flatMap(List::stream).distinct().toList();
        for (DomainName zone : accepted) {
            if (block.zones().stream().noneMatch(zone::isWithin)) {
                block.warn(
                        directive.position(),
                        "`catalog` of `secondary` accepts " + zone + ", for which no query comes to this block");
            }
        }
        return accepted;
    }

    private static void primaries(DirectiveReader line, List<InetSocketAddress> primaries) {
        line.oneOf("the direction", "from");
        for (Token token : line.rest(ACCEPTED, 1, Integer.MAX_VALUE)) {
            HostPort host = HostPort.ofAddress(token.text(), PORT);
            IpAddress address = host == null ? null : host.address();
            if (host == null || address == null || host.port() == 0) {
                throw line.expected(token, ACCEPTED);
            }
            primaries.add(new InetSocketAddress(inet(address), host.port()));
        }
    }

    private static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is no address", e);
        }
    }
}
