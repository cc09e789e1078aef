package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSink;
import io.kinglet.k8s.source.KindStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells one sink of one world after another: the first as full lists, the rest as what differs. Every world is one batch. The
 * owner's lock guards all but {@link #status}.
 */
final class Feed {

    private final ClusterScope scope;
    private final ClusterSink sink;
    private final LabelSelector labels;
    private final LabelSelector namespaceLabels;
    private @Nullable Map<ObjectKey, ClusterObject> told;

    /** A selector of the scope that cannot be read is an error of whoever configured it, and thrown at once. */
    Feed(ClusterScope scope, ClusterSink sink) throws LabelSelectorException {
        this.scope = scope;
        this.sink = sink;
        this.labels = LabelSelectorParser.parse(scope.labels() == null ? "" : scope.labels());
        this.namespaceLabels =
                LabelSelectorParser.parse(scope.namespaceLabels() == null ? "" : scope.namespaceLabels());
    }

    void publish(Map<ObjectKey, Labelled> world) {
        Map<ObjectKey, ClusterObject> seen = new TreeMap<>();
        world.forEach((key, labelled) -> {
            if (inScope(labelled)) {
                seen.put(key, scope.network() ? labelled.object() : Details.without(labelled.object()));
            }
        });
        List<Change> batch = told == null ? lists(seen) : differences(told, seen);
        if (!batch.isEmpty()) {
            sink.apply(batch);
        }
        told = seen;
    }

    /** Every kind of the scope stands as its source stands. */
    Map<Kind, KindStatus> status(boolean connected, long ageNanos, long malformed) {
        Map<Kind, KindStatus> status = new EnumMap<>(Kind.class);
        for (Kind kind : scope.kinds()) {
            status.put(kind, new KindStatus(true, connected, ageNanos, 1, malformed));
        }
        return status;
    }

    private boolean inScope(Labelled labelled) {
        Kind kind = labelled.object().kind();
        if (!scope.kinds().contains(kind)) {
            return false;
        }
        return switch (kind) {
            case NAMESPACE -> namespaceLabels.matches(labelled.labels());
            case SERVICE, ENDPOINT_SLICE, POD -> labels.matches(labelled.labels());
            default -> true;
        };
    }

    private List<Change> lists(Map<ObjectKey, ClusterObject> seen) {
        List<Change> batch = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (scope.kinds().contains(kind)) {
                batch.add(new Change.ListStarted(kind));
                for (ClusterObject object : seen.values()) {
                    if (object.kind() == kind) {
                        batch.add(new Change.Put(object));
                    }
                }
                batch.add(new Change.ListFinished(kind));
            }
        }
        return batch;
    }

    private static List<Change> differences(Map<ObjectKey, ClusterObject> old, Map<ObjectKey, ClusterObject> now) {
        List<Change> batch = new ArrayList<>();
        old.forEach((key, object) -> {
            if (!now.containsKey(key)) {
                batch.add(new Change.Remove(object.kind(), object.namespace(), object.name()));
            }
        });
        now.forEach((key, object) -> {
            if (!object.equals(old.get(key))) {
                batch.add(new Change.Put(object));
            }
        });
        return batch;
    }
}
