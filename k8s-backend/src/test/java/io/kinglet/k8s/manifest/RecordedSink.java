package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told: every batch, and the objects there are after all of them. */
final class RecordedSink implements ClusterSink {

    private final BlockingQueue<List<Change>> batches = new LinkedBlockingQueue<>();
    private final Map<ObjectKey, ClusterObject> objects = new TreeMap<>();

    @Override
    public synchronized void apply(List<Change> batch) {
        for (Change change : batch) {
            if (change instanceof Change.Put put) {
                objects.put(ObjectKey.of(put.object()), put.object());
            } else if (change instanceof Change.Remove gone) {
                ObjectKey key = new ObjectKey(gone.kind().word(), gone.namespace(), gone.name());
                assertThat(objects.remove(key))
                        .as("removed without having been put: " + key)
                        .isNotNull();
            }
        }
        batches.add(batch);
    }

    /** The next batch, waited for; one line per change. */
    List<String> next() throws InterruptedException {
        List<Change> batch = batches.poll(20, TimeUnit.SECONDS);
        assertThat(batch).as("a batch within 20 s").isNotNull();
        return lines(batch);
    }

    boolean quiet() {
        return batches.isEmpty();
    }

    synchronized ClusterObject object(Kind kind, String namespace, String name) {
        ClusterObject object = objects.get(new ObjectKey(kind.word(), namespace, name));
        assertThat(object)
                .as(kind + " " + namespace + "/" + name + " among " + objects.keySet())
                .isNotNull();
        return object;
    }

    synchronized List<String> keys(Kind kind) {
        return objects.keySet().stream()
                .filter(key -> key.kind().equals(kind.word()))
                .map(ObjectKey::toString)
                .toList();
    }

    private static List<String> lines(List<Change> batch) {
        List<String> lines = new ArrayList<>();
        for (Change change : batch) {
            if (change instanceof Change.Put put) {
                lines.add("put " + Worlds.line(put.object()));
            } else if (change instanceof Change.Remove gone) {
                lines.add("remove " + new ObjectKey(gone.kind().word(), gone.namespace(), gone.name()));
            } else if (change instanceof Change.ListStarted started) {
                lines.add("list " + started.kind().word());
            } else if (change instanceof Change.ListFinished finished) {
                lines.add("listed " + finished.kind().word());
            }
        }
        return lines;
    }
}
