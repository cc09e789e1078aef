package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Zones copied from elsewhere.
 *
 * @param primaries at least one; asked in this order
 * @param catalogued null where the zones are no catalogs (RFC 9432); else the zones that their members are or are below, empty for all
 * @param fallthrough zones in which a name without records is left to the next layer
 */
public record SecondaryConfig(
        List<DomainName> zones,
        List<InetSocketAddress> primaries,
        @Nullable List<DomainName> catalogued,
        List<DomainName> fallthrough) {

    /** Of zones that are no catalogs. */
    public SecondaryConfig(List<DomainName> zones, List<InetSocketAddress> primaries, List<DomainName> fallthrough) {
        this(zones, primaries, null, fallthrough);
    }

    public SecondaryConfig {
        if (primaries.isEmpty()) {
            throw new IllegalArgumentException("a secondary has a primary");
        }
        zones = List.copyOf(zones);
        primaries = List.copyOf(primaries);
        catalogued = catalogued == null ? null : List.copyOf(catalogued);
        fallthrough = List.copyOf(fallthrough);
    }
}
