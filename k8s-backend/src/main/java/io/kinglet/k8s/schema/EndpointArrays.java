package io.kinglet.k8s.schema;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.MessageWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints side by side: what an {@link EndpointSet} is made of. Addresses that are those of a single slice are shared
 * with it.
 *
 * @param v4 IPv4 addresses, the first {@code v4Count} endpoints
 * @param v6 IPv6 addresses, the endpoints behind them
 * @param labels per endpoint, null for one named after its address; null as a whole when all are
 * @param ports one for all endpoints, or one per endpoint
 * @param zones per endpoint, or null
 */
record EndpointArrays(
        int v4Count,
        byte[] v4,
        byte[] v6,
        byte @Nullable [] @Nullable [] labels,
        PortSet[] ports,
        @Nullable String @Nullable [] zones) {

    private static final byte[] NO_OCTETS = {};

    /** One endpoint while slices are merged. */
    private record Row(
            IpAddress address,
            @Nullable String label,
            byte @Nullable [] octets,
            PortSet ports,
            @Nullable String zone) {
        Object identity() {
            return label == null ? address : List.of(address, label);
        }
    }

    static EndpointArrays of(List<PackedSlice> slices) {
        List<Row> rows = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int family = 0; family < 2; family++) {
            for (PackedSlice slice : slices) {
                if (slice.v6() == (family == 1)) {
                    addRows(slice, rows, seen);
                }
            }
        }
        EndpointArrays made = ofRows(rows);
        return new EndpointArrays(
                made.v4Count,
                shared(slices, false, made.v4),
                shared(slices, true, made.v6),
                made.labels,
                made.ports,
                made.zones);
    }

    /** The array of a slice that holds these addresses alone, as nearly every slice does. */
    private static byte[] shared(List<PackedSlice> slices, boolean v6, byte[] octets) {
        for (PackedSlice slice : slices) {
            if (slice.v6() == v6 && Arrays.equals(slice.octets(), octets)) {
                return slice.octets();
            }
        }
        return octets.length == 0 ? NO_OCTETS : octets;
    }

    private static void addRows(PackedSlice slice, List<Row> rows, Set<Object> seen) {
        for (int i = 0; i < slice.size(); i++) {
            byte[] label = slice.label(i);
            String text = label == null ? null : new String(label, java.nio.charset.StandardCharsets.ISO_8859_1);
            Row row = new Row(slice.address(i), text, label, slice.ports(), slice.zone(i));
            if (seen.add(row.identity())) {
                rows.add(row);
            }
        }
    }

    private static EndpointArrays ofRows(List<Row> rows) {
        int count = rows.size();
        int v4Count = (int) rows.stream().filter(row -> !row.address.v6()).count();
        byte[] v4 = new byte[4 * v4Count];
        byte[] v6 = new byte[16 * (count - v4Count)];
        byte[] @Nullable [] labels = rows.stream().allMatch(row -> row.octets == null) ? null : new byte[count][];
        boolean onePortSet = rows.stream().map(Row::ports).distinct().count() <= 1;
        PortSet[] ports = new PortSet[onePortSet ? Math.min(1, count) : count];
        @Nullable String[] zones = rows.stream().allMatch(row -> row.zone == null) ? null : new @Nullable String[count];
        for (int e = 0; e < count; e++) {
            Row row = rows.get(e);
            row.address.write(e < v4Count ? v4 : v6, e < v4Count ? 4 * e : 16 * (e - v4Count));
            if (labels != null) {
                labels[e] = row.octets;
            }
            if (e < ports.length) {
                ports[e] = row.ports;
            }
            if (zones != null) {
                zones[e] = row.zone;
            }
        }
        return new EndpointArrays(v4Count, v4, v6, labels, ports, zones);
    }

    int count() {
        return v4Count + v6.length / 16;
    }

    byte @Nullable [] label(int endpoint) {
        return labels == null ? null : labels[endpoint];
    }

    PortSet ports(int endpoint) {
        return ports[ports.length == 1 ? 0 : endpoint];
    }

    @Nullable
    String zone(int endpoint) {
        return zones == null ? null : zones[endpoint];
    }

    IpAddress address(int endpoint) {
        return endpoint < v4Count
                ? IpAddress.read(v4, 4 * endpoint, 4)
                : IpAddress.read(v6, 16 * (endpoint - v4Count), 16);
    }

    /**
     * @param family 4, 6 or {@link EndpointSet#ANY_FAMILY}
     */
    boolean is(int endpoint, int family) {
        return family == EndpointSet.ANY_FAMILY || family == 4 == endpoint < v4Count;
    }

    /** Whether the endpoint has this address; allocates nothing. */
    boolean is(int endpoint, boolean isV6, long high, long low) {
        if (isV6 == endpoint < v4Count) {
            return false;
        }
        if (isV6) {
            return number(v6, 16 * (endpoint - v4Count), 8) == high
                    && number(v6, 16 * (endpoint - v4Count) + 8, 8) == low;
        }
        return number(v4, 4 * endpoint, 4) == low;
    }

    /**
     * Writes the labels of the endpoint's name in front of the Service's. Labels that would make a name too long for a message give
     * way to the address, so that the rest of the message can be read. Allocates nothing.
     *
     * @param behind octets of the Service's name, written next
     */
    void writeLabel(int endpoint, int behind, MessageWriter out) {
        byte[] label = label(endpoint);
        if (label != null && label.length + behind <= DomainName.MAX_OCTETS) {
            out.octets(label, 0, label.length);
        } else if (endpoint < v4Count) {
            AddressLabel.write(false, 0, number(v4, 4 * endpoint, 4), out);
        } else {
            int at = 16 * (endpoint - v4Count);
            AddressLabel.write(true, number(v6, at, 8), number(v6, at + 8, 8), out);
        }
    }

    /** Writes all of the endpoint's address record but its owner. */
    void writeAddress(int endpoint, MessageWriter out) {
        if (endpoint < v4Count) {
            PackedAddresses.rest(v4, 4 * endpoint, 4, out);
        } else {
            PackedAddresses.rest(v6, 16 * (endpoint - v4Count), 16, out);
        }
    }

    private static long number(byte[] octets, int offset, int length) {
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            value = value << 8 | octets[i] & 0xff;
        }
        return value;
    }

    /** Those endpoints that pass. */
    EndpointArrays filter(IntPredicate passes) {
        List<Row> rows = new ArrayList<>();
        for (int e = 0; e < count(); e++) {
            if (passes.test(e)) {
                rows.add(new Row(address(e), null, label(e), ports(e), zone(e)));
            }
        }
        return ofRows(rows);
    }

    /** The addresses of some endpoints, all of one family. */
    byte[] octets(boolean isV6, int[] endpoints) {
        int each = isV6 ? 16 : 4;
        byte[] octets = new byte[each * endpoints.length];
        for (int i = 0; i < endpoints.length; i++) {
            address(endpoints[i]).write(octets, each * i);
        }
        return octets;
    }

    /** The distinct addresses of a family: endpoints of several names may share one. */
    byte[] distinct(boolean isV6) {
        byte[] octets = isV6 ? v6 : v4;
        int each = isV6 ? 16 : 4;
        if (labels == null) {
            return octets;
        }
        Set<IpAddress> seen = new HashSet<>();
        byte[] distinct = new byte[octets.length];
        int length = 0;
        for (int at = 0; at < octets.length; at += each) {
            if (seen.add(IpAddress.read(octets, at, each))) {
                System.arraycopy(octets, at, distinct, length, each);
                length += each;
            }
        }
        return length == octets.length ? octets : Arrays.copyOf(distinct, length);
    }
}
