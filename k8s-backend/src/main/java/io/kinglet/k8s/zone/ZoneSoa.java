package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * The SOA of whichever zone answers, every name of it a suffix of the question.
 *
 * @param serial asked for whenever it is written: a zone that is transferred is numbered when it is, not when the cluster changes
 * @param mname labels in front of the zone, in wire format, without the root; so is {@code rname}
 * @param ttl seconds
 * @param minimum seconds: how long a negative answer may be kept (RFC 2308 section 5)
 */
record ZoneSoa(IntSupplier serial, byte[] mname, byte[] rname, int ttl, int minimum) implements RecordSet {

    /** The peer lets no SOA live longer inside of the cluster. */
    private static final int MOST_TTL = 300;

    private static final int REFRESH = 7200;
    private static final int RETRY = 1800;
    private static final int EXPIRE = 86400;
    private static final byte[] MNAME = {2, 'n', 's', 3, 'd', 'n', 's'};
    private static final byte[] RNAME = {10, 'h', 'o', 's', 't', 'm', 'a', 's', 't', 'e', 'r'};

    /** Of a zone of the cluster. */
    static ZoneSoa inside(IntSupplier serial, int ttl) {
        return new ZoneSoa(serial, MNAME, RNAME, Math.min(ttl, MOST_TTL), ttl);
    }

    /**
     * Of a zone that is seen from outside.
     *
     * @param apex the label that the zone's servers are below, in wire format
     */
    static ZoneSoa outside(IntSupplier serial, byte[] apex, int ttl) {
        return new ZoneSoa(serial, join(ExternalApex.NS1, apex), join(RNAME, apex), ttl, ttl);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        int zone = out.query().zoneLength();
        out.suffix(zone);
        out.head(RecordType.SOA, ttl);
        int start = out.openRdata();
        out.octets(mname, 0, mname.length);
        out.suffix(zone);
        out.octets(rname, 0, rname.length);
        out.suffix(zone);
        out.u32(serial.getAsInt());
        out.u32(REFRESH);
        out.u32(RETRY);
        out.u32(EXPIRE);
        out.u32(minimum);
        out.closeRdata(start);
    }
}
