package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Keeps what a source reports, and what an index would hold of it: names marked by lists and swept by their end. */
final class RecordingSink implements ClusterSink {

    private final List<String> log = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<String, ClusterObject> world = new TreeMap<>();
    private final Map<Kind, Set<String>> unseen = new TreeMap<>();

    @Override
    public synchronized void apply(List<Change> batch) {
        sizes.add(batch.size());
        for (Change change : batch) {
            if (change instanceof Change.Put put) {
                String key = key(
                        put.object().kind(),
                        put.object().namespace(),
                        put.object().name());
                world.put(key, put.object());
                unseen.getOrDefault(put.object().kind(), new TreeSet<>()).remove(key);
                log.add("+" + put.object().name());
            } else if (change instanceof Change.Remove remove) {
                world.remove(key(remove.kind(), remove.namespace(), remove.name()));
                log.add("-" + remove.name());
            } else if (change instanceof Change.ListStarted list) {
                unseen.put(list.kind(), new TreeSet<>(world.keySet()));
                unseen.get(list.kind()).removeIf(key -> !key.startsWith(list.kind() + " "));
                log.add("(");
            } else if (change instanceof Change.ListFinished list) {
                Set<String> gone = unseen.get(list.kind());
                if (gone == null) {
                    log.add("ListFinished without ListStarted");
                } else {
                    world.keySet().removeAll(gone);
                }
                log.add(")");
            }
        }
        notifyAll();
    }

    private static String key(Kind kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
    }

    synchronized String log() {
        return String.join(" ", log);
    }

    synchronized List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    synchronized Set<String> names() {
        Set<String> names = new TreeSet<>();
        world.values().forEach(object -> names.add(object.name()));
        return names;
    }

    synchronized ClusterObject object(String name) {
        return world.values().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until what was reported so far satisfies {@code wanted}; fails after ten seconds. */
    synchronized void await(Predicate<RecordingSink> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!wanted.test(this)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not within 10 s; reported so far: " + log);
            }
            // What is waited for may be another thing than a report.
            wait(Math.min(left, 20));
        }
    }

    void awaitLog(String ending) throws InterruptedException {
        await(sink -> sink.log().endsWith(ending));
    }
}
