package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * Addresses of one family, owned by QNAME: names with the same addresses share one. Immutable.
 *
 * @param octets the addresses side by side
 * @param each octets of one, 4 or 16
 */
record HostAddresses(byte[] octets, int each) implements RecordSet {

    @Override
    public int size(Query query) {
        return octets.length / each;
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.qname();
        out.head(each == 4 ? RecordType.A : RecordType.AAAA, out.query().ttl());
        out.u16(each);
        out.octets(octets, index * each, each);
    }

    @Override
    public int writeRound(int first, int size, MessageWriter out) {
        int written = out.addresses(octets, each, first, size - first);
        return written < size - first ? written : written + out.addresses(octets, each, 0, first);
    }
}
