package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A zone that secondaries may copy. Any thread. */
public interface TransferableZone {

    DomainName apex();

    /** The newest version; null while there is none to hand on (not read yet, or expired), which a transfer answers SERVFAIL. */
    @Nullable
    ZoneVersion current();

    /**
     * The changes from {@code serial} to {@link #current()}, the oldest first.
     *
     * @return empty when that is the current serial; null when the way is not known any more, so that all of the zone must be sent
     */
    @Nullable
    List<ZoneChange> changesSince(int serial);

    /**
     * Whether another server may have given a serial of this zone to other records: each replica of a server numbers on its own what
     * it sees of a cluster. Changes are then sent only to those who got the serial from here.
     */
    default boolean serialsAreLocal() {
        return false;
    }
}
