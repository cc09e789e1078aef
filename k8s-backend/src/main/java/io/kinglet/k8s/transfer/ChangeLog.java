package io.kinglet.k8s.transfer;

import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.ZoneChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last changes of a zone, up to a number of records. Confined to whoever holds the lock of the zone. */
final class ChangeLog {

    private final int most;
    private final Deque<ZoneChange> changes = new ArrayDeque<>();
    private int records;

    /**
     * @param most records that are kept, the two SOA records of each change included
     */
    ChangeLog(int most) {
        this.most = most;
    }

    void add(ZoneChange change) {
        changes.add(change);
        records += size(change);
        while (records > most) {
            records -= size(changes.remove());
        }
    }

    /** The changes since a serial, the oldest first; null when it is not known any more. */
    @Nullable
    List<ZoneChange> since(int serial) {
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
    int records() {
        return records;
    }

    private static int size(ZoneChange change) {
        int size = 2;
        for (Rrset set : change.removed()) {
            size += set.size();
        }
        for (Rrset set : change.added()) {
            size += set.size();
        }
        return size;
    }

    private static int serial(Rrset soa) {
        return ((Rdata.Soa) soa.rdata().get(0)).serial();
    }
}
