package io.kinglet.server.cli;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Reads a cluster once, and says on the way what it waits for. One thread. */
final class ClusterReading {

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SAY = TimeUnit.SECONDS.toNanos(2);

    private final ClusterSource source;
    private final PrintWriter err;
    private final Duration patience;

    /**
     * @param source not started yet; stays the caller's to close
     */
    ClusterReading(ClusterSource source, PrintWriter err, Duration patience) {
        this.source = source;
        this.err = err;
        this.patience = patience;
    }

    /** What reachability is judged by, all of it. */
    ClusterNetwork network() throws UnreadableClusterException {
        NetworkWriter writer = new NetworkWriter();
        source.start(ClusterScope.ofNetwork(), writer);
        await();
        return writer.published().current();
    }

    /**
     * Returns once every kind that the started source reads has been read.
     *
     * @throws UnreadableClusterException when that takes too long
     */
    void await() throws UnreadableClusterException {
        long start = System.nanoTime();
        long said = start;
        while (true) {
            Map<Kind, KindStatus> status = source.status();
            List<Kind> missing = missing(status);
            if (missing.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            if (now - start > patience.toNanos()) {
                throw new UnreadableClusterException(
                        "not all of the cluster could be read within " + patience.toSeconds() + " s: "
                                + words(missing, status)
                                + "; see whether the API server is up and the account may list and watch these, or wait"
                                + " longer with --wait SECONDS",
                        Cli.UNKNOWN);
            }
            if (now - said > SAY) {
                err.println("reading the cluster, waiting for " + words(missing, status));
                said = now;
            }
            sleep();
        }
    }

    private static void sleep() throws UnreadableClusterException {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableClusterException("interrupted while the cluster was read", Cli.UNKNOWN);
        }
    }

    private static List<Kind> missing(Map<Kind, KindStatus> status) {
        return status.entrySet().stream()
                .filter(one -> !one.getValue().synced())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String words(List<Kind> missing, Map<Kind, KindStatus> status) {
        return missing.stream()
                .map(kind -> {
                    KindStatus its = status.get(kind);
                    return kind.word() + (its != null && its.connected() ? "" : " (no answer)");
                })
                .collect(Collectors.joining(", "));
    }
}
