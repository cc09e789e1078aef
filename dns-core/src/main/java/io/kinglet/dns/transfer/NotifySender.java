package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.TransferableZones;
import io.kinglet.dns.zone.ZoneVersion;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells secondaries of every new version of their zones, and of those there are at the start (RFC 1996 section 3.3). A newer version
 * takes the place of one that is still being told. Any thread.
 */
public final class NotifySender implements AutoCloseable {

    private record Told(DomainName apex, InetSocketAddress secondary) {}

    private final TransferConfig config;
    private final List<TransferableZones> sources;
    private final Notifying notifying;
    private final Scheduler scheduler;
    private final List<TransferableZones.Watch> watches = new ArrayList<>();
    private final Map<Told, Notification> open = new HashMap<>();
    private boolean closed;

    public NotifySender(
            TransferConfig config, List<TransferableZones> sources, Notifying notifying, Scheduler scheduler) {
        this.config = config;
        this.sources = List.copyOf(sources);
        this.notifying = notifying;
        this.scheduler = scheduler;
    }

    /** Begins to tell. */
    public void start() {
        for (TransferableZones source : sources) {
            TransferableZones.Watch watch = source.watch(this::changed);
            synchronized (this) {
                watches.add(watch);
            }
            source.zones().forEach(this::changed);
        }
    }

    private void changed(TransferableZone zone) {
        Rule rule = config.rule(zone.apex());
        ZoneVersion version = zone.current();
        if (rule == null || version == null) {
            return;
        }
        for (InetSocketAddress secondary : rule.notified()) {
            Told told = new Told(zone.apex(), secondary);
            Notification next = new Notification(
                    zone.apex(), version.soa(), secondary, rule.source(), notifying, scheduler, it -> forget(told, it));
            Notification before;
            synchronized (this) {
                if (closed) {
                    return;
                }
                before = open.put(told, next);
            }
            if (before != null) {
                before.cancel();
            }
            next.send();
        }
    }

    private synchronized void forget(Told told, Notification over) {
        open.remove(told, over);
    }

    /** Tells no more. */
    @Override
    public void close() {
        List<Notification> left;
        List<TransferableZones.Watch> watched;
        synchronized (this) {
            closed = true;
            left = List.copyOf(open.values());
            watched = List.copyOf(watches);
            open.clear();
            watches.clear();
        }
        watched.forEach(TransferableZones.Watch::close);
        left.forEach(Notification::cancel);
    }
}
