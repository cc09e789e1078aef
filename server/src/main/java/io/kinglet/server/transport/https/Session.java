package io.kinglet.server.transport.https;

/** The requests of one connection, as its owner sees them. Event-loop confined. */
public interface Session {

    /** When the request that has been unfinished for longest began, {@link System#nanoTime()}; {@code now} when there is none. */
    long unfinishedSince(long now);

    /** When the reply that has waited for longest to be sent was given, {@link System#nanoTime()}; {@code now} when none waits. */
    long unsentSince(long now);

    /** Whether a request is unfinished, or waits for its answer. */
    boolean isBusy();

    /** Takes no more requests. The answers that wait are still sent; closing is the owner's. */
    void end();

    /** Sends what is written. */
    void flush();
}
