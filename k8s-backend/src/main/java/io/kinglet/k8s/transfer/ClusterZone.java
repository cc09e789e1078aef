package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.dns.zone.ZoneJournal;
import io.kinglet.dns.zone.ZoneVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One zone of a cluster, with its last changes. Any thread. */
final class ClusterZone implements TransferableZone {

    private final ZoneShape shape;
    private final ZoneJournal journal;
    private final Runnable first;
    private @Nullable ClusterVersion current;

    /**
     * @param first makes the first version, if the cluster has been read by now
     */
    ClusterZone(ZoneShape shape, int mostRecords, Runnable first) {
        this.shape = shape;
        this.first = first;
        journal = new ZoneJournal(mostRecords);
    }

    ZoneShape shape() {
        return shape;
    }

    @Override
    public DomainName apex() {
        return shape.apex();
    }

    @Override
    public @Nullable ZoneVersion current() {
        ClusterVersion version = newest();
        if (version == null) {
            // The first transfer does not wait for the tick after the cluster was read.
            first.run();
            version = newest();
        }
        return version;
    }

    private synchronized @Nullable ClusterVersion newest() {
        return current;
    }

    @Override
    public synchronized @Nullable List<ZoneChange> changesSince(int serial) {
        return current != null && current.serial() == serial ? List.of() : journal.since(serial);
    }

    @Override
    public boolean serialsAreLocal() {
        return true;
    }

    /** What leads from the newest version to another; null when there is none yet. */
    @Nullable
    ZoneChange changeTo(ClusterVersion next) {
        ClusterVersion before = newest();
        // Not under the lock, which queries take: it asks for everything that was touched.
        return before == null ? null : VersionDifference.between(before, next);
    }

    synchronized void advance(ClusterVersion next, @Nullable ZoneChange change) {
        if (change != null) {
            journal.add(change);
        }
        current = next;
    }
}
