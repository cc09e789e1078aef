package io.kinglet.k8s.source;

import io.kinglet.k8s.model.Change;
import java.util.List;

/** Takes changes. Safe to call from any thread; a call returns when the changes can be seen by queries. */
public interface ClusterSink {

    /** Applies the changes in order and publishes them together: a query sees all of the batch or none of it. */
    void apply(List<Change> batch);
}
