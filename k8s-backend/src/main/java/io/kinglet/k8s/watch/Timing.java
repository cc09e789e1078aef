package io.kinglet.k8s.watch;

import java.time.Duration;

/**
 * How long the reading of a kind waits for what.
 *
 * @param watchSeconds the shortest life asked for a watch; each gets a random one of up to twice as much
 * @param grace silence allowed past the life of a watch before its connection counts as dead
 * @param bookmarked silence allowed once a watch of the kind has brought a bookmark: API servers send one a minute
 * @param initial silence allowed in the initial events of a streaming list, before a paged list is tried
 * @param header wait for the header of a response
 * @param firstRetry delay before the first retry, then doubled; half of each delay is random
 * @param maxRetry the longest delay between retries
 * @param absent delay before asking again for a kind the API server does not have
 */
record Timing(
        int watchSeconds,
        Duration grace,
        Duration bookmarked,
        Duration initial,
        Duration header,
        Duration firstRetry,
        Duration maxRetry,
        Duration absent) {

    /** What suits a cluster. */
    static Timing usual() {
        return new Timing(
                300,
                Duration.ofSeconds(30),
                Duration.ofSeconds(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    /**
     * Nanoseconds to wait before trying again.
     *
     * @param failures failures in a row, at least 1
     * @param random from 0 to 1
     */
    long retryNanos(int failures, double random) {
        long full = Math.min(maxRetry.toNanos(), firstRetry.toNanos() << Math.min(failures - 1, 20));
        return full / 2 + (long) (full * 0.5 * random);
    }
}
