package io.kinglet.server.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** What one listener for DNS over HTTPS allows and counts. Limits may be changed at any time. Any thread. */
public final class HttpsDoor {

    private final IntConsumer answered;
    private final AtomicInteger open = new AtomicInteger();
    private volatile HttpsLimits limits;

    /**
     * @param answered told of the HTTP status of every answer; called on event loops, must not block
     */
    public HttpsDoor(HttpsLimits limits, IntConsumer answered) {
        this.limits = limits;
        this.answered = answered;
    }

    /** Allows that much to connections that come from now on. */
    public void become(HttpsLimits next) {
        limits = next;
    }

    HttpsLimits limits() {
        return limits;
    }

    /** Counts a connection in; false when there are too many, which one that gives way may change. */
    boolean enter() {
        int most = limits.connections();
        if (open.incrementAndGet() > most && most != HttpsLimits.ANY_NUMBER) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        open.decrementAndGet();
    }

    void answered(int status) {
        answered.accept(status);
    }
}
