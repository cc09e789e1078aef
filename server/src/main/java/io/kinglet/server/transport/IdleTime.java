package io.kinglet.server.transport;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a connection to an upstream has had nothing to do, and what comes of it. Event-loop confined. */
final class IdleTime {

    private final Lane lane;
    private final UpstreamRoute route;
    private final long nanos;
    private @Nullable Future<?> expiry;

    /**
     * @param nanos after which it ends
     */
    IdleTime(Lane lane, UpstreamRoute route, long nanos) {
        this.lane = lane;
        this.route = route;
        this.nanos = nanos;
    }

    /** It has nothing to do. {@code end} is called when that has lasted too long: at once when enough others idle. */
    void begin(Runnable end) {
        if (expiry != null) {
            return;
        }
        if (route.idles(1)) {
            expiry = lane.loop().schedule(end, nanos, TimeUnit.NANOSECONDS);
        } else {
            end.run();
        }
    }

    /** It has something to do, or is gone. */
    void over() {
        if (expiry != null) {
            expiry.cancel(false);
            expiry = null;
            route.idles(-1);
        }
    }
}
