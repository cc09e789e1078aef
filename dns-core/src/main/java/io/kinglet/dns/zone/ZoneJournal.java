package io.kinglet.dns.zone;

import io.kinglet.dns.rr.Rdata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last changes of a zone, up to a number of records: what IXFR (RFC 1995) is answered from. Any thread. */
public final class ZoneJournal {

    private final int most;
    private final Deque<ZoneChange> changes = new ArrayDeque<>();
    private int records;

    /**
     * @param most records that are kept, the two SOA records of each change included
     */
    public ZoneJournal(int most) {
        this.most = most;
    }

    /** The records there may be of changes. */
    public int most() {
        return most;
    }

    /** Adds what follows the change that was added last. */
    public void add(ZoneChange change) {
        add(change, most);
    }

    /**
     * Adds what follows the change that was added last, and forgets the oldest.
     *
     * @param worth records that are kept after that; changes of more than the whole zone has help nobody
     */
    public synchronized void add(ZoneChange change, int worth) {
        changes.add(change);
        records += change.size();
        while (records > Math.min(most, worth)) {
            records -= changes.remove().size();
        }
    }

    /** Forgets all: what comes does not follow what was there. */
    public synchronized void clear() {
        changes.clear();
        records = 0;
    }

    /** The changes since a serial, the oldest first; null when it is not known any more. */
    public synchronized @Nullable List<ZoneChange> since(int serial) {
        List<ZoneChange> since = null;
        for (ZoneChange change : changes) {
            if (serial(change.from()) == serial) {
                since = new ArrayList<>();
            }
            if (since != null) {
                since.add(change);
            }
        }
        return since;
    }

    /** Records held. */
    public synchronized int records() {
        return records;
    }

    private static int serial(Rrset soa) {
        return ((Rdata.Soa) soa.rdata().get(0)).serial();
    }
}
