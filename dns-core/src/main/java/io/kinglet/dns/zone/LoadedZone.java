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
    private final Published<Held> held = new Published<>(new Held(null));

    public LoadedZone(DomainName apex) {
        this.apex = apex;
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
        held.publish(new Held(version));
    }

    /** Versions before the current one are not kept. */
    @Override
    public @Nullable List<ZoneChange> changesSince(int serial) {
        StaticZone now = current();
        return now != null && now.serial() == serial ? List.of() : null;
    }
}
