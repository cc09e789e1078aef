package io.kinglet.dns.hosts;

import io.kinglet.dns.name.DomainName;
import java.util.List;

/**
 * What a {@link HostsLayer} is told, and by what a {@link HostsTable} is made.
 *
 * @param zones names outside of them are no concern of the list
 * @param ttl seconds, of every record
 * @param pointers whether addresses have PTR records
 * @param fallthrough zones in which a name that is not listed is left to the next layer; empty for none
 * @param fallthroughUnsupported whether types other than A and AAAA are, even for a listed name
 */
public record HostsConfig(
        List<DomainName> zones,
        int ttl,
        boolean pointers,
        List<DomainName> fallthrough,
        boolean fallthroughUnsupported) {

    /** Seconds, unless told. */
    public static final int TTL = 3600;

    public HostsConfig {
        zones = List.copyOf(zones);
        fallthrough = List.copyOf(fallthrough);
    }
}
