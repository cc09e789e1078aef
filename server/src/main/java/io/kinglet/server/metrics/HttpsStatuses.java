package io.kinglet.server.metrics;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Counts the answers of one server for DNS over HTTPS by their status. Any thread; does not lock once a status has been seen. */
public final class HttpsStatuses implements IntConsumer {

    private static final int LEAST = 100;
    private static final int MOST = 599;

    private final Metrics metrics;
    private final String server;
    /** A race makes the same counter twice, as the registry has one for a series. */
    private final @Nullable Counter[] counters = new Counter[MOST - LEAST + 1];

    /**
     * @param server as CoreDNS writes it, such as {@code https://:443}
     */
    public HttpsStatuses(Metrics metrics, String server) {
        this.metrics = metrics;
        this.server = server;
    }

    @Override
    public void accept(int status) {
        int index = Math.max(LEAST, Math.min(MOST, status)) - LEAST;
        Counter counter = counters[index];
        if (counter == null) {
            counter = metrics.counter(
                    Family.HTTPS_RESPONSES, "server", server, "status", Integer.toString(index + LEAST));
            counters[index] = counter;
        }
        counter.increment();
    }
}
