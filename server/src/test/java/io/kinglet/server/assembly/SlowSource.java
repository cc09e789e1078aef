package io.kinglet.server.assembly;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSink;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cluster that is out of reach until told otherwise. */
final class SlowSource implements ClusterSource {

    private final ClusterSource cluster;
    private @Nullable ClusterScope scope;
    private @Nullable ClusterSink sink;
    volatile boolean closed;

    SlowSource(InMemoryCluster cluster) {
        this.cluster = cluster.reader();
    }

    @Override
    public void start(ClusterScope newScope, ClusterSink newSink) {
        scope = newScope;
        sink = newSink;
    }

    void reach() {
        cluster.start(Objects.requireNonNull(scope), Objects.requireNonNull(sink));
    }

    @Override
    public Map<Kind, KindStatus> status() {
        return cluster.status();
    }

    @Override
    public void close() {
        closed = true;
        cluster.close();
    }
}
