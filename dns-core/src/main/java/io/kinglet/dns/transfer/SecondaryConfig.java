package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Zones copied from elsewhere.
 *
 * @param primaries at least one; asked in this order
 * @param fallthrough zones in which a name without records is left to the next layer
 */
public record SecondaryConfig(List<DomainName> zones, List<InetSocketAddress> primaries, List<DomainName> fallthrough) {

    public SecondaryConfig {
        if (primaries.isEmpty()) {
            throw new IllegalArgumentException("a secondary has a primary");
        }
        zones = List.copyOf(zones);
        primaries = List.copyOf(primaries);
        fallthrough = List.copyOf(fallthrough);
    }
}
