package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A cluster being read for who may reach whom. A failure domain of its own: nothing waits for it. Any thread. */
final class ExplainFeed implements AutoCloseable {

    /** Between two versions of a busy cluster. */
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    private final ClusterSource source;
    private final LoneThread thread = LoneThread.forExplaining();
    private final NetworkWriter writer = new NetworkWriter(thread, System::nanoTime, INTERVAL);

    ExplainFeed(ClusterSource source) {
        this.source = source;
    }

    void start() {
        source.start(ClusterScope.ofNetwork(), writer);
    }

    Published<ClusterNetwork> network() {
        return writer.published();
    }

    Map<Kind, KindStatus> status() {
        return source.status();
    }

    /** Where all that explains runs. */
    Scheduler thread() {
        return thread;
    }

    @Override
    public void close() {
        source.close();
        thread.close();
    }
}
