package io.kinglet.k8s.schema;

import io.kinglet.dns.name.IpAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ready endpoints of one EndpointSlice, packed. All arrays run in parallel and never change.
 *
 * @param octets the addresses in network order, 4 or 16 octets each
 * @param labels per endpoint its labels with their length octets; null for one named after its address, null as a whole when all
 *     are
 * @param zones per endpoint its topology zone in lower case; null where unknown, null as a whole when no one asks for zones
 * @param ports the ports of every endpoint here
 */
public record PackedSlice(
        boolean v6,
        byte[] octets,
        byte @Nullable [] @Nullable [] labels,
        @Nullable String @Nullable [] zones,
        PortSet ports) {

    /** A slice without ready endpoints. */
    public static final PackedSlice EMPTY =
            new PackedSlice(false, new byte[0], null, null, new PortSet(java.util.List.of()));

    public int size() {
        return octets.length / each();
    }

    int each() {
        return v6 ? 16 : 4;
    }

    public IpAddress address(int index) {
        return IpAddress.read(octets, index * each(), each());
    }

    byte @Nullable [] label(int index) {
        return labels == null ? null : labels[index];
    }

    @Nullable
    String zone(int index) {
        return zones == null ? null : zones[index];
    }

    /** Whether the other holds the same endpoints in the same order. */
    public boolean sameAs(PackedSlice other) {
        return v6 == other.v6
                && Arrays.equals(octets, other.octets)
                && Arrays.deepEquals(labels, other.labels)
                && Arrays.equals(zones, other.zones)
                && ports.equals(other.ports);
    }
}
