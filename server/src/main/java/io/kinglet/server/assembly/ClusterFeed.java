package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.IndexWriter;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import io.kinglet.server.admin.ReadyEndpoint.Check;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One cluster being read into one index. Any thread. */
final class ClusterFeed implements AutoCloseable {

    private final ClusterSource source;
    private final IndexWriter writer;
    private final CountDownLatch synced = new CountDownLatch(1);
    private final Check check;

    /**
     * @param serving whether queries are being taken
     */
    ClusterFeed(ClusterSource source, IndexWriter writer, BooleanSupplier serving) {
        this.source = source;
        this.writer = writer;
        check = new Check("kubernetes", () -> synced() && serving.getAsBoolean());
    }

    void start(ClusterScope scope) {
        source.start(scope, batch -> {
            writer.apply(batch);
            if (synced.getCount() > 0 && writer.published().current().synced()) {
                synced.countDown();
            }
        });
    }

    Published<ClusterIndex> index() {
        return writer.published();
    }

    /** Whether queries for the cluster may come; one object, so that what passed once is known again. */
    Check check() {
        return check;
    }

    boolean synced() {
        return synced.getCount() == 0;
    }

    /** Waits until all has been listed once; false when the time is over before. */
    boolean awaitSynced(Duration most) {
        try {
            return synced.await(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many objects of each kind are held. */
    Map<Kind, Integer> objects() {
        return writer.objects();
    }

    Map<Kind, KindStatus> status() {
        return source.status();
    }

    @Override
    public void close() {
        source.close();
    }
}
