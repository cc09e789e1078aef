package io.kinglet.server.transport;

import java.util.concurrent.TimeUnit;

/**
 * Whether a client reads what it is sent, or lets it lie. From the moment replies first lie until there are none, it has a time to begin
 * with and then as long as all it took takes at {@link #LEAST}; and at no moment may they lie for longer than that time without a
 * change. A reader that takes a little now and then does not hold a zone, or memory, for as long as it likes. Event-loop confined.
 */
final class ReadingPace {

    /** Octets a second, on the whole. */
    static final int LEAST = 64 << 10;

    private boolean isBehind;
    private boolean isBlocked;
    private long blockedSince;
    private long behindSince;
    private long takenBefore;

    /**
     * The network takes no more for now, or it does again.
     *
     * @param taken octets that it has taken since the connection began
     * @param now by {@link System#nanoTime}
     */
    void changed(boolean blocked, long taken, long now) {
        isBlocked = blocked;
        blockedSince = now;
        if (blocked && !isBehind) {
            isBehind = true;
            behindSince = now;
            takenBefore = taken;
        }
    }

    /** The network has taken all there was. */
    void caughtUp() {
        isBehind = isBlocked;
    }

    /** Whether the client has taken longer than it may. */
    boolean isTooSlow(long taken, long now, long patienceNanos) {
        if (isBlocked && now - blockedSince > patienceNanos) {
            return true;
        }
        double earned = (double) (taken - takenBefore) / LEAST * TimeUnit.SECONDS.toNanos(1);
        return isBehind && now - behindSince - patienceNanos > earned;
    }
}
