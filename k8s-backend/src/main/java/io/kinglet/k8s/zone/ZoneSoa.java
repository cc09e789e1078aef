package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.function.IntSupplier;

/**
 * The SOA of whichever zone answers, every name of it a suffix of the question.
 *
 * @param serial asked for whenever it is written: a zone that is transferred is numbered when it is, not when the cluster changes
 * @param ttl seconds, also the minimum: how long a negative answer may be kept (RFC 2308 section 5)
 */
record ZoneSoa(IntSupplier serial, int ttl) implements RecordSet {

    /** The peer lets no SOA live longer. */
    private static final int MOST_TTL = 300;

    private static final int REFRESH = 7200;
    private static final int RETRY = 1800;
    private static final int EXPIRE = 86400;
    private static final byte[] MNAME = {2, 'n', 's', 3, 'd', 'n', 's'};
    private static final byte[] RNAME = {10, 'h', 'o', 's', 't', 'm', 'a', 's', 't', 'e', 'r'};

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        int zone = out.query().zoneLength();
        out.suffix(zone);
        out.head(RecordType.SOA, Math.min(ttl, MOST_TTL));
        int start = out.openRdata();
        out.octets(MNAME, 0, MNAME.length);
        out.suffix(zone);
        out.octets(RNAME, 0, RNAME.length);
        out.suffix(zone);
        out.u32(serial.getAsInt());
        out.u32(REFRESH);
        out.u32(RETRY);
        out.u32(EXPIRE);
        out.u32(ttl);
        out.closeRdata(start);
    }
}
