package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Collects changes so that one publication serves many; holds at most {@link #LIMIT}. Confined to one thread. */
final class Batch {

    static final int LIMIT = 64;

    private final ClusterSink sink;
    private final BooleanSupplier closed;
    private List<Change> changes = new ArrayList<>();

    /** @param closed true from when nothing may be reported any more */
    Batch(ClusterSink sink, BooleanSupplier closed) {
        this.sink = sink;
        this.closed = closed;
    }

    void add(Change change) {
        changes.add(change);
        if (changes.size() >= LIMIT) {
            flush();
        }
    }

    void flush() {
        if (changes.isEmpty()) {
            return;
        }
        List<Change> full = changes;
        changes = new ArrayList<>();
        if (!closed.getAsBoolean()) {
            sink.apply(full);
        }
    }
}
