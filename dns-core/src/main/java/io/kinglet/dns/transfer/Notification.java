package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.zone.Rrset;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One version told to one secondary: sent again, after ever longer pauses, until it is answered or there have been enough tries (RFC
 * 1996 section 3.6). Any thread.
 */
final class Notification {

    private static final System.Logger LOG = System.getLogger(Notification.class.getName());
    private static final int MOST_TRIES = 5;
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(3);
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final DomainName apex;
    private final Query message;
    private final InetSocketAddress secondary;
    private final @Nullable IpAddress source;
    private final Notifying notifying;
    private final Scheduler scheduler;
    private final Consumer<Notification> over;
    private Scheduler.@Nullable Task pause;
    private int tries;
    private boolean cancelled;

    /**
     * @param over called when there is nothing left to do, unless it was cancelled
     */
    Notification(
            DomainName apex,
            Rrset soa,
            InetSocketAddress secondary,
            @Nullable IpAddress source,
            Notifying notifying,
            Scheduler scheduler,
            Consumer<Notification> over) {
        this.apex = apex;
        message = TransferQuery.notify(apex, soa);
        this.secondary = secondary;
        this.source = source;
        this.notifying = notifying;
        this.scheduler = scheduler;
        this.over = over;
    }

    void send() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            tries++;
        }
        notifying.send(message, secondary, source, TIMEOUT).whenComplete(this::answered);
    }

    private void answered(@Nullable Integer rcode, @Nullable Throwable failure) {
        if (rcode != null && rcode == Rcode.NOERROR) {
            over.accept(this);
            return;
        }
        String problem = rcode != null
                ? Rcode.name(rcode)
                : failure == null || failure.getMessage() == null ? "no answer" : failure.getMessage();
        synchronized (this) {
            if (cancelled) {
                return;
            }
            if (tries < MOST_TRIES) {
                pause = scheduler.schedule(this::send, FIRST_PAUSE << tries - 1);
                return;
            }
        }
        LOG.log(
                Level.WARNING,
                "plugin/transfer: {0} did not accept NOTIFY for zone {1}: {2}; it will see the change at its next refresh",
                secondary,
                apex,
                problem);
        over.accept(this);
    }

    synchronized void cancel() {
        cancelled = true;
        if (pause != null) {
            pause.cancel();
        }
    }
}
