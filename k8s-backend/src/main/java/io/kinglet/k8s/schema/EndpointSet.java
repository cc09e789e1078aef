package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.Octets;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ready endpoints of one Service, all slices together, and the answers made of them. IPv4 endpoints come first. Immutable but
 * for answers made when first asked for, which every thread would make alike.
 */
public final class EndpointSet {

    /** Either family. */
    public static final int ANY_FAMILY = 0;

    private static final Answer NONE = new Answer.Positive(List.of(), List.of());

    /** No endpoint at all. */
    static final EndpointSet EMPTY = of(0, List.of());

    private final int keyLength;
    private final EndpointArrays arrays;
    private final EndpointSlots byAddress;
    private final EndpointSlots byLabel;
    private final Answer addresses4;
    private final Answer addresses6;
    private final Answer labelled4;
    private final Answer labelled6;
    private final SrvAnswers srv = new SrvAnswers(this);
    private final @Nullable ZonalSets zonal;

    private EndpointSet(int keyLength, EndpointArrays arrays) {
        this.keyLength = keyLength;
        this.arrays = arrays;
        byAddress = EndpointSlots.of(arrays.count(), this::addressHash);
        byLabel = arrays.labels() == null ? EndpointSlots.NONE : EndpointSlots.of(arrays.count(), this::labelHash);
        addresses4 = answer(false, arrays.distinct(false));
        addresses6 = answer(true, arrays.distinct(true));
        // Most sets have neither hostnames nor zones; they need not carry what only those use.
        labelled4 = arrays.labels() == null ? NONE : new Answer.Positive(new LabelledAddress(this, 4));
        labelled6 = arrays.labels() == null ? NONE : new Answer.Positive(new LabelledAddress(this, 6));
        zonal = arrays.zones() == null ? null : new ZonalSets(this);
    }

    /**
     * @param keyLength octets of {@code SERVICE.NAMESPACE}
     */
    public static EndpointSet of(int keyLength, List<PackedSlice> slices) {
        return new EndpointSet(keyLength, EndpointArrays.of(slices));
    }

    private static Answer answer(boolean v6, byte[] octets) {
        return octets.length == 0 ? NONE : new Answer.Positive(new PackedAddresses(v6, octets));
    }

    EndpointSet only(EndpointArrays some) {
        return new EndpointSet(keyLength, some);
    }

    int keyLength() {
        return keyLength;
    }

    EndpointArrays arrays() {
        return arrays;
    }

    /** Ready endpoints: distinct pairs of address and name. */
    public int size() {
        return arrays.count();
    }

    public boolean isEmpty() {
        return arrays.count() == 0;
    }

    /** Whether there is an endpoint of the family. */
    public boolean has(boolean v6) {
        return v6 ? arrays.count() > arrays.v4Count() : arrays.v4Count() > 0;
    }

    /** All addresses of a family. */
    public Answer addresses(boolean v6) {
        return v6 ? addresses6 : addresses4;
    }

    /** The addresses, maybe none, of a family of endpoints that have the port; null when no endpoint of any family has it. */
    public @Nullable Answer addresses(boolean v6, byte[] lower, int port, int protocol) {
        if (arrays.ports().length == 1) {
            return arrays.ports(0).anyMatches(lower, port, protocol) ? addresses(v6) : null;
        }
        if (!hasPort(lower, port, protocol)) {
            return null;
        }
        return answer(
                v6,
                arrays.filter(e -> arrays.ports(e).anyMatches(lower, port, protocol))
                        .distinct(v6));
    }

    /** The addresses of a family of the endpoint that goes by the labels {@code lower[0..length)}; null when it has none. */
    public @Nullable Answer addressOf(boolean v6, byte[] lower, int length) {
        int family = v6 ? 6 : 4;
        int endpoint = find(lower, length, 0, family);
        if (endpoint < 0) {
            return null;
        }
        if (arrays.label(endpoint) == null) {
            return (v6 ? SpelledAddress.AAAA : SpelledAddress.A).answer();
        }
        if (find(lower, length, 1, family) >= 0) {
            return answer(v6, arrays.octets(v6, all(lower, length, family)));
        }
        return v6 ? labelled6 : labelled4;
    }

    /** SRV records of the ports that go by these labels; null when no endpoint has such a port. */
    public @Nullable Answer srv(byte[] lower, int port, int protocol) {
        return srv.of(lower, port, protocol);
    }

    /** SRV records of one endpoint, by its labels in front of the Service's name; null when it has no ports. */
    public @Nullable Answer srvOf(byte[] lower, int length) {
        return srv.of(lower, length);
    }

    /** The endpoints of a topology zone, given as labels in wire format; an empty set when there are none. */
    public EndpointSet inZone(byte[] lower, int from, int to) {
        return zonal == null ? EMPTY : zonal.of(lower, from, to);
    }

    /** Calls {@code each} with the address and the label of every endpoint, for the few who name them one by one. */
    public void forEachName(BiConsumer<IpAddress, byte[]> each) {
        for (int e = 0; e < arrays.count(); e++) {
            IpAddress address = arrays.address(e);
            byte[] label = arrays.label(e);
            each.accept(address, label != null ? label : AddressLabel.of(address));
        }
    }

    /** Calls {@code each} with the ports of all endpoints, each set of them at least once. */
    public void forEachPorts(Consumer<PortSet> each) {
        PortSet last = null;
        for (PortSet ports : arrays.ports()) {
            if (ports != last) {
                each.accept(ports);
            }
            last = ports;
        }
    }

    /** Whether a named port has this protocol. */
    public boolean hasProtocol(byte[] lower, int protocol) {
        PortSet last = null;
        for (PortSet ports : arrays.ports()) {
            if (ports != last && ports.hasProtocol(lower, protocol)) {
                return true;
            }
            last = ports;
        }
        return false;
    }

    /** Whether an endpoint has a port that goes by these labels. */
    boolean hasPort(byte[] lower, int port, int protocol) {
        PortSet last = null;
        for (PortSet ports : arrays.ports()) {
            // Slices nearly always share one object.
            if (ports != last && ports.anyMatches(lower, port, protocol)) {
                return true;
            }
            last = ports;
        }
        return false;
    }

    /** Whether an endpoint goes by the labels {@code lower[0..length)}. */
    public boolean hasName(byte[] lower, int length) {
        return find(lower, length, 0, ANY_FAMILY) >= 0;
    }

    /** Every address once. Makes an object for each: for the writer, not for queries. */
    public Collection<IpAddress> distinctAddresses() {
        List<IpAddress> addresses = new ArrayList<>(arrays.count());
        for (int e = 0; e < arrays.count(); e++) {
            addresses.add(arrays.address(e));
        }
        // Only names make an address stand here twice.
        return arrays.labels() == null ? addresses : new LinkedHashSet<>(addresses);
    }

    /** Whether an endpoint has this address. */
    public boolean contains(IpAddress address) {
        return names(address.v6(), address.high(), address.low(), false) > 0;
    }

    /**
     * How many names an address has here: one for each of its hostnames, and the one made of the address itself.
     *
     * @param hostnameOnly leaves the latter out
     */
    public int names(boolean v6, long high, long low, boolean hostnameOnly) {
        int names = 0;
        int place = byAddress.start(Octets.hash(high, low));
        for (int e = byAddress.at(place); e >= 0; e = byAddress.at(++place)) {
            names += isNamed(e, v6, high, low, hostnameOnly) ? 1 : 0;
        }
        return names;
    }

    /**
     * Writes the labels of the {@code nth} of those names, less the Service's. Allocates nothing.
     *
     * @param behind octets of the Service's name
     */
    public void writeName(
            boolean v6, long high, long low, boolean hostnameOnly, int nth, int behind, MessageWriter out) {
        int left = nth;
        int place = byAddress.start(Octets.hash(high, low));
        for (int e = byAddress.at(place); e >= 0; e = byAddress.at(++place)) {
            if (isNamed(e, v6, high, low, hostnameOnly) && left-- == 0) {
                arrays.writeLabel(e, behind, out);
                return;
            }
        }
    }

    private boolean isNamed(int endpoint, boolean v6, long high, long low, boolean hostnameOnly) {
        return arrays.is(endpoint, v6, high, low) && (!hostnameOnly || arrays.label(endpoint) != null);
    }

    /**
     * The {@code nth} endpoint that goes by the labels {@code lower[0..length)}, -1 when there is none. Allocates nothing for IPv4.
     *
     * @param family 4, 6 or {@link #ANY_FAMILY}
     */
    int find(byte[] lower, int length, int nth, int family) {
        int left = nth;
        if (arrays.labels() != null) {
            int place = byLabel.start(Octets.hash(lower, 0, length));
            for (int e = byLabel.at(place); e >= 0; e = byLabel.at(++place)) {
                if (isLabelled(e, lower, length, family) && left-- == 0) {
                    return e;
                }
            }
        }
        return findSpelled(lower, length, left, family);
    }

    /**
     * Every endpoint that {@link #find} finds, in one pass: all Pods of a Deployment may share one hostname.
     */
    int[] all(byte[] lower, int length, int family) {
        IntStream.Builder all = IntStream.builder();
        int place = byLabel.start(Octets.hash(lower, 0, length));
        for (int e = byLabel.at(place); e >= 0; e = byLabel.at(++place)) {
            if (isLabelled(e, lower, length, family)) {
                all.add(e);
            }
        }
        int spelled = findSpelled(lower, length, 0, family);
        if (spelled >= 0) {
            all.add(spelled);
        }
        return all.build().toArray();
    }

    private boolean isLabelled(int endpoint, byte[] lower, int length, int family) {
        byte[] label = arrays.label(endpoint);
        return label != null
                && label.length == length
                && arrays.is(endpoint, family)
                && Arrays.equals(label, 0, length, lower, 0, length);
    }

    private int findSpelled(byte[] lower, int length, int nth, int family) {
        if (length != lower[0] + 1) {
            return -1;
        }
        long v4 = AddressLabel.v4(lower, 1, lower[0]);
        if (v4 >= 0) {
            return family == 6 ? -1 : findSpelled(false, 0, v4, nth);
        }
        IpAddress v6 = family == 4 || !has(true) ? null : AddressLabel.v6(lower, 1, lower[0]);
        return v6 == null ? -1 : findSpelled(true, v6.high(), v6.low(), nth);
    }

    private int findSpelled(boolean v6, long high, long low, int nth) {
        int left = nth;
        int place = byAddress.start(Octets.hash(high, low));
        for (int e = byAddress.at(place); e >= 0; e = byAddress.at(++place)) {
            if (arrays.label(e) == null && arrays.is(e, v6, high, low) && left-- == 0) {
                return e;
            }
        }
        return -1;
    }

    private long addressHash(int endpoint) {
        IpAddress address = arrays.address(endpoint);
        return Octets.hash(address.high(), address.low());
    }

    private long labelHash(int endpoint) {
        byte[] label = arrays.label(endpoint);
        return label == null ? 0 : Octets.hash(label, 0, label.length);
    }

    /** Octets of the endpoint's labels in front of the Service's name in QNAME. */
    int nameLength(Query query) {
        return query.qnameLength() - Suffix.service(query, keyLength);
    }
}
