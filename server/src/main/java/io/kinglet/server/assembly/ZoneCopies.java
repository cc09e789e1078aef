package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.transfer.CopyShelf;
import io.kinglet.dns.transfer.ZoneCopy;
import io.kinglet.dns.zone.StaticZone;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Zones that were copied from primaries, so that a reload need not wait for them again. What nobody serves any more is not held. Any
 * thread.
 */
final class ZoneCopies {

    private record Copied(DomainName apex, List<InetSocketAddress> primaries) {}

    private record Held(WeakReference<StaticZone> version, long refreshed) {}

    private final Map<Copied, Held> copies = new ConcurrentHashMap<>();

    /** What there is of zones that are copied from these primaries. */
    CopyShelf of(List<InetSocketAddress> primaries) {
        return new CopyShelf() {
            @Override
            public @Nullable ZoneCopy find(DomainName apex) {
                Held held = copies.get(new Copied(apex, primaries));
                StaticZone version = held == null ? null : held.version().get();
                return held == null || version == null ? null : new ZoneCopy(version, held.refreshed());
            }

            @Override
            public void keep(ZoneCopy copy) {
                copies.values().removeIf(it -> it.version().get() == null);
                copies.put(
                        new Copied(copy.version().apex(), primaries),
                        new Held(new WeakReference<>(copy.version()), copy.refreshed()));
            }
        };
    }
}
