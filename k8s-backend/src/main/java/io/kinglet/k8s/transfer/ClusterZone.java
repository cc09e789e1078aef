package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.dns.zone.ZoneVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One zone of a cluster, with its last changes. Any thread. */
final class ClusterZone implements TransferableZone {

    private final ZoneShape shape;
    private final ChangeLog log;
    private @Nullable ClusterVersion current;

    ClusterZone(ZoneShape shape, int mostRecords) {
        this.shape = shape;
        log = new ChangeLog(mostRecords);
    }

    ZoneShape shape() {
        return shape;
    }

    @Override
    public DomainName apex() {
        return shape.apex();
    }

    @Override
    public synchronized @Nullable ZoneVersion current() {
        return current;
    }

    @Override
    public synchronized @Nullable List<ZoneChange> changesSince(int serial) {
        return current != null && current.serial() == serial ? List.of() : log.since(serial);
    }

    @Override
    public boolean serialsAreLocal() {
        return true;
    }

    /** What leads from the newest version to another; null when there is none yet. */
    @Nullable
    ZoneChange changeTo(ClusterVersion next) {
        ClusterVersion before;
        synchronized (this) {
            before = current;
        }
        // Not under the lock, which queries take: it asks for everything that was touched.
        return before == null ? null : VersionDifference.between(before, next);
    }

    synchronized void advance(ClusterVersion next, @Nullable ZoneChange change) {
        if (change != null) {
            log.add(change);
        }
        current = next;
    }
}
