package io.kinglet.server.assembly;

import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.k8s.transfer.ClusterZones;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets the zones of a cluster that are copied become new versions, once a second; the first as soon as there can be one. Any thread. */
final class ZoneClock implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ZoneClock.class.getName());
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final long IMPATIENT = TimeUnit.MILLISECONDS.toNanos(50);

    private final ClusterZones zones;
    private final Scheduler scheduler;
    private Scheduler.@Nullable Task next;
    private boolean closed;

    ZoneClock(ClusterZones zones, Scheduler scheduler) {
        this.zones = zones;
        this.scheduler = scheduler;
    }

    /** Begins; the first version is there when this returns, if the cluster has been read. */
    void start() {
        tick();
    }

    private void tick() {
        try {
            zones.tick();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a bug was met making a version of a zone", e);
        }
        synchronized (this) {
            if (!closed) {
                next = scheduler.schedule(this::tick, zones.serial() == 0 ? IMPATIENT : PERIOD);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }
}
