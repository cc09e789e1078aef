package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.List;

/** Addresses of one family, octet behind octet, as an A or AAAA RRset owned by QNAME. */
public final class PackedAddresses implements RecordSet {

    private final byte[] octets;
    private final int each;

    /**
     * @param octets the addresses in network order; kept, never changed
     */
    public PackedAddresses(boolean v6, byte[] octets) {
        this.octets = octets;
        each = v6 ? 16 : 4;
    }

    /** Those of {@code addresses} that are of the family. */
    public static PackedAddresses of(boolean v6, List<IpAddress> addresses) {
        int each = v6 ? 16 : 4;
        byte[] octets = new byte
                [each
                        * (int) addresses.stream()
                                .filter(a -> a.v6() == v6)
                                .distinct()
                                .count()];
        int at = 0;
        for (IpAddress address : addresses.stream().distinct().toList()) {
            if (address.v6() == v6) {
                address.write(octets, at);
                at += each;
            }
        }
        return new PackedAddresses(v6, octets);
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    public int count() {
        return octets.length / each;
    }

    @Override
    public int size(Query query) {
        return count();
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.qname();
        rest(index, out);
    }

    @Override
    public int writeRound(int first, int size, MessageWriter out) {
        int written = out.addresses(octets, each, first, size - first);
        return written < size - first ? written : written + out.addresses(octets, each, 0, first);
    }

    /** All of record {@code index} but its owner. */
    void rest(int index, MessageWriter out) {
        rest(octets, index * each, each, out);
    }

    /** All of an address record but its owner. */
    static void rest(byte[] octets, int offset, int size, MessageWriter out) {
        out.head(size == 4 ? RecordType.A : RecordType.AAAA, out.query().ttl());
        out.u16(size);
        out.octets(octets, offset, size);
    }
}
