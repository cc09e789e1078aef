package io.kinglet.k8s.source;

import io.kinglet.k8s.model.Kind;
import java.util.Map;

/** A source of cluster facts. Started once, closed once; both from any thread. */
public interface ClusterSource extends AutoCloseable {

    /**
     * Starts to read what {@code scope} asks for and to report it to {@code sink}, first as a full list per kind, then change
     * by change. Returns at once; never throws for a cluster that is out of reach: it keeps trying.
     */
    void start(ClusterScope scope, ClusterSink sink);

    /** How each kind of the scope stands now; empty before {@link #start}. */
    Map<Kind, KindStatus> status();

    /** Stops all reading. Nothing is reported once this returns. */
    @Override
    void close();
}
