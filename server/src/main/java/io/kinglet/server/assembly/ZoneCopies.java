package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.transfer.SecondaryConfig;
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

    private final Map<Copied, WeakReference<StaticZone>> versions = new ConcurrentHashMap<>();

    void keep(StaticZone version, SecondaryConfig config) {
        versions.values().removeIf(it -> it.get() == null);
        versions.put(new Copied(version.apex(), config.primaries()), new WeakReference<>(version));
    }

    @Nullable
    StaticZone find(DomainName apex, SecondaryConfig config) {
        WeakReference<StaticZone> version = versions.get(new Copied(apex, config.primaries()));
        return version == null ? null : version.get();
    }
}
