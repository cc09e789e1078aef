package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.Serials;
import io.kinglet.dns.zone.StaticZone;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one zone as its primaries have it: copied at the start, whenever a primary says that it changed, and at the times its SOA says
 * (RFC 1034 section 4.3.5). A zone that could not be refreshed until it expires is answered SERVFAIL, and tried further. All work is
 * done by the scheduler's tasks, one at a time. Any thread.
 */
final class SecondaryZone {

    private static final System.Logger LOG = System.getLogger(SecondaryZone.class.getName());
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

    private final LoadedZone zone;
    private final List<InetSocketAddress> primaries;
    private final TransferClient client;
    private final Scheduler scheduler;
    private final Watcher watcher;
    private TransferClient.@Nullable Fetch fetch;
    private Scheduler.@Nullable Task next;
    private Scheduler.@Nullable Task expiry;
    private Scheduler.@Nullable Task calm;
    private boolean running;
    private boolean hurried;
    private boolean again;
    private boolean closed;
    private long pause = FIRST_PAUSE;

    /** Told of what becomes of a zone, by the scheduler's tasks. */
    interface Watcher {

        /** A primary has been asked: the zone is current as of now. */
        void refreshed(StaticZone version);

        /** The zone has a new version. */
        void published(LoadedZone zone);
    }

    /**
     * @param scheduler runs tasks one at a time, and may be kept busy
     */
    SecondaryZone(
            LoadedZone zone,
            List<InetSocketAddress> primaries,
            TransferClient client,
            Scheduler scheduler,
            Watcher watcher) {
        this.zone = zone;
        this.primaries = List.copyOf(primaries);
        this.client = client;
        this.scheduler = scheduler;
        this.watcher = watcher;
    }

    DomainName apex() {
        return zone.apex();
    }

    /**
     * Copies it now, and from now on.
     *
     * @param left nanoseconds until the version that is there expires
     */
    void start(long left) {
        if (zone.current() != null) {
            expireIn(left);
        }
        refreshIn(0);
    }

    /** A primary says that it has a version, perhaps a newer one (RFC 1996 section 3.11). */
    void notified(@Nullable ClientSerial serial) {
        StaticZone version = zone.current();
        if (serial == null || version == null || Serials.isAfter(serial.number(), version.serial())) {
            hurry();
        }
    }

    /** At most once a second, however often a primary says that it changed: whoever forges its address may say so, too. */
    private synchronized void hurry() {
        if (running || hurried) {
            again = true;
        } else if (!closed) {
            hurried = true;
            calm = scheduler.schedule(this::calmed, SHORTEST);
            refreshIn(0);
        }
    }

    private synchronized void calmed() {
        hurried = false;
        if (again && !running) {
            again = false;
            hurry();
        }
    }

    /** Ends at once: a transfer that is under way is broken off. */
    void close() {
        TransferClient.Fetch open;
        synchronized (this) {
            closed = true;
            cancel(next);
            cancel(calm);
            cancel(expiry);
            open = fetch;
            fetch = null;
        }
        if (open != null) {
            open.cancel();
        }
    }

    private static void cancel(Scheduler.@Nullable Task task) {
        if (task != null) {
            task.cancel();
        }
    }

    private synchronized void refreshIn(long nanos) {
        if (closed) {
            return;
        }
        if (running) {
            // Only what a NOTIFY asks for comes while one is under way.
            again = true;
            return;
        }
        cancel(next);
        next = scheduler.schedule(this::refresh, nanos);
    }

    private void refresh() {
        synchronized (this) {
            if (closed || running) {
                return;
            }
            running = true;
        }
        guarded(() -> attempt(0, true));
    }

    /** Whatever is wrong with one attempt, there is another one: a zone that is never tried again expires. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "plugin/secondary: a bug was met copying zone " + zone.apex(), e);
            failed();
        }
    }

    private void attempt(int primary, boolean incremental) {
        if (primary == primaries.size()) {
            failed();
            return;
        }
        IncomingTransfer transfer =
                new IncomingTransfer(zone.apex(), zone.current(), incremental, IncomingTransfer.MOST_RECORDS);
        TransferClient.Fetch begun =
                client.fetch(primaries.get(primary), transfer.query(), new TransferClient.Receiver() {
                    @Override
                    public boolean message(byte[] octets, int length) {
                        return transfer.take(octets, length);
                    }

                    @Override
                    public void ended(@Nullable String problem) {
                        // Putting a large zone together takes longer than an event loop may be kept.
                        scheduler.schedule(() -> guarded(() -> arrived(transfer, primary, problem)), 0);
                    }
                });
        boolean late;
        synchronized (this) {
            late = closed;
            fetch = late ? null : begun;
        }
        if (late) {
            begun.cancel();
        }
    }

    private void arrived(IncomingTransfer transfer, int primary, @Nullable String problem) {
        synchronized (this) {
            fetch = null;
            if (closed) {
                return;
            }
        }
        StaticZone version = transfer.isWhole() && !transfer.isUpToDate() ? transfer.build() : null;
        if (transfer.isUpToDate()) {
            succeeded(null);
        } else if (version != null) {
            tell(transfer, version, primaries.get(primary));
            succeeded(version);
        } else if (transfer.askedForChanges() && problem == null) {
            // A primary need not know IXFR (RFC 1995 section 4), and changes may not fit what is here.
            attempt(primary, false);
        } else {
            LOG.log(
                    Level.WARNING,
                    "plugin/secondary: zone {0} could not be copied from {1}: {2}",
                    zone.apex(),
                    primaries.get(primary),
                    problem != null ? problem : transfer.problem());
            attempt(primary + 1, true);
        }
    }

    private static void tell(IncomingTransfer transfer, StaticZone version, InetSocketAddress primary) {
        LOG.log(
                Level.INFO,
                "plugin/secondary: {0} of {1} records of zone {2} from {3} for {4} SOA serial",
                transfer.isIncremental() ? "changes" : "all",
                String.valueOf(transfer.records()),
                version.apex(),
                primary,
                Integer.toUnsignedString(version.serial()));
    }

    private void succeeded(@Nullable StaticZone version) {
        StaticZone now = version != null ? version : zone.current();
        synchronized (this) {
            if (closed) {
                return;
            }
            running = false;
            pause = FIRST_PAUSE;
            if (version != null) {
                zone.publish(version);
            }
        }
        if (now != null) {
            expireIn(lifetime(now));
            rest(seconds(soa(now).refresh()));
            watcher.refreshed(now);
        }
        if (version != null) {
            watcher.published(zone);
        }
    }

    private void failed() {
        StaticZone now = zone.current();
        long wait;
        synchronized (this) {
            running = false;
            wait = now != null ? seconds(soa(now).retry()) : pause;
            pause = now != null ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
        }
        rest(wait);
    }

    private void rest(long nanos) {
        boolean soon;
        synchronized (this) {
            soon = again;
            again = false;
        }
        // At most once a second, however often a primary says that it changed.
        refreshIn(soon ? Math.min(SHORTEST, nanos) : nanos);
    }

    private synchronized void expireIn(long nanos) {
        cancel(expiry);
        if (!closed) {
            expiry = scheduler.schedule(this::expire, nanos);
        }
    }

    private void expire() {
        synchronized (this) {
            if (closed) {
                return;
            }
            zone.publish(null);
        }
        LOG.log(
                Level.ERROR,
                "plugin/secondary: zone {0} has expired: no primary could be asked; its names are answered SERVFAIL",
                zone.apex());
        refreshIn(0);
    }

    /** How long a version may be served without a word of a primary, in nanoseconds. */
    static long lifetime(StaticZone version) {
        return seconds(soa(version).expire());
    }

    private static Rdata.Soa soa(StaticZone version) {
        return (Rdata.Soa) version.soa().rdata().get(0);
    }

    /** Seconds of a SOA, unsigned; at least one, so that nothing is done without a pause. */
    private static long seconds(int unsigned) {
        return Math.max(SHORTEST, TimeUnit.SECONDS.toNanos(Integer.toUnsignedLong(unsigned)));
    }
}
