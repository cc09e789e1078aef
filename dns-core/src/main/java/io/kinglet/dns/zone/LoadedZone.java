package io.kinglet.dns.zone;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zone that is served, whatever version of it there is: where a file reader or a transfer puts what it has read, and queries find
 * it. Any thread reads; one at a time publishes.
 */
public final class LoadedZone implements TransferableZone {

    /**
     * @param zone null while there is nothing to answer with
     */
    private record Held(@Nullable StaticZone zone) {}

    private final DomainName apex;
    private final byte[] key;
    private final @Nullable ZoneJournal journal;
    private final Published<Held> held = new Published<>(new Held(null));

    /** A zone whose versions before the current one are not kept. */
    public LoadedZone(DomainName apex) {
        this(apex, null);
    }

    /**
     * @param journal keeps what changed from one version to the next; null where nobody may copy the zone
     */
    public LoadedZone(DomainName apex, @Nullable ZoneJournal journal) {
        this.apex = apex;
        this.journal = journal;
        key = apex.canonicalOctets();
    }

    @Override
    public DomainName apex() {
        return apex;
    }

    /** The apex in wire format and lower case. Read only. */
    byte[] key() {
        return key;
    }

    @Override
    public @Nullable StaticZone current() {
        return held.current().zone();
    }

    /**
     * Serves another version, or SERVFAIL from now on (a secondary's zone that expired).
     *
     * @throws IllegalArgumentException if it is another zone
     */
    public void publish(@Nullable StaticZone version) {
        if (version != null && !version.apex().equals(apex)) {
            throw new IllegalArgumentException(version.apex() + " is not " + apex);
        }
        if (journal != null) {
            write(journal, current(), version);
        }
        held.publish(new Held(version));
    }

    /** Written before the version is served, so that changes lead at least there. */
    private static void write(ZoneJournal journal, @Nullable StaticZone before, @Nullable StaticZone version) {
        if (before != null && version != null && Serials.isAfter(version.serial(), before.serial())) {
            journal.add(version.changeFrom(before), version.records());
        } else {
            // A serial that goes back, or stays while records change, is known to nobody as what it is now.
            journal.clear();
        }
    }

    @Override
    public @Nullable List<ZoneChange> changesSince(int serial) {
        StaticZone now = current();
        if (now != null && now.serial() == serial) {
            return List.of();
        }
        return now == null || journal == null ? null : journal.since(serial);
    }
}
