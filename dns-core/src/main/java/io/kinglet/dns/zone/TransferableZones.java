package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The zones of one directive that secondaries may copy; they may come and go while it is served. Any thread. */
public interface TransferableZones {

    /** Ends a {@link #watch}. More than once does no harm. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Those there are now. */
    Collection<? extends TransferableZone> zones();

    /** The zone of exactly that apex; null when there is none. */
    default @Nullable TransferableZone find(DomainName apex) {
        for (TransferableZone zone : zones()) {
            if (zone.apex().equals(apex)) {
                return zone;
            }
        }
        return null;
    }

    /**
     * Tells of every version that is published from now on, which is when NOTIFY is due (RFC 1996). The listener is called on the
     * publishing thread, after {@link TransferableZone#current()} has the version; it must not block.
     */
    Watch watch(Consumer<? super TransferableZone> listener);
}
