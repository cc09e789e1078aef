package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSink;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster kept by a program: objects go in as values or as YAML, and follow the rules of {@link ManifestSource} (namespaces
 * that exist by use, addresses given, slices derived). Each edit is told as one batch and can be seen by queries when the call
 * returns; an edit that throws changes nothing. Safe for use from any thread. No thread and no file of its own.
 */
public final class InMemoryCluster implements ClusterSource {

    private final Object lock = new Object();
    private final Reader own = new Reader();
    private final Set<Reader> readers = new HashSet<>();
    private Map<ObjectKey, Declared> declared = new TreeMap<>();
    private final boolean network;
    private Map<ObjectKey, Labelled> world;

    /** An empty cluster: the namespaces default and kube-system, and the Service default/kubernetes. */
    public InMemoryCluster() {
        this(false);
    }

    private InMemoryCluster(boolean network) {
        this.network = network;
        this.world = World.of(declared, network, new Problems());
    }

    /**
     * An empty cluster that has what a scope of {@link ClusterScope#network} asks for, too: policies, whose mistakes throw then, and
     * the details of Pods and Services. One made without cannot be read with such a scope.
     */
    public static InMemoryCluster ofNetwork() {
        return new InMemoryCluster(true);
    }

    /** Adds these objects, or puts them in the place of those with the same kind, namespace and name; they have no labels. */
    public void apply(ClusterObject... objects) {
        edit(next -> Arrays.asList(objects).forEach(object -> put(next, object, Map.of())));
    }

    /** Adds or replaces one object with the labels that a scope selects by. */
    public void apply(ClusterObject object, Map<String, String> labels) {
        edit(next -> put(next, object, Map.copyOf(labels)));
    }

    /** Adds or replaces the objects of a YAML text. */
    public void applyYaml(String yaml) throws ManifestException {
        applyYaml("yaml", yaml);
    }

    /**
     * Adds or replaces the objects of a YAML text.
     *
     * @param name what errors call the text
     */
    public void applyYaml(String name, String yaml) throws ManifestException {
        Problems problems = new Problems();
        ManifestReader reader = new ManifestReader(network, problems);
        reader.read(name, yaml);
        reader.finish();
        problems.raise();
        edit(next -> next.putAll(reader.objects()));
    }

    /**
     * Removes an object; with a Namespace goes all that lives in it.
     *
     * @param namespace empty for a Namespace
     * @return whether there was one. Objects that only follow from others, such as the pods of a Deployment, are not removed
     */
    public boolean remove(Kind kind, String namespace, String name) {
        return remove(kind.word(), namespace, name);
    }

    /** As {@link #remove(Kind, String, String)}, for any kind of a manifest, {@code Deployment} too. */
    public boolean remove(String kind, String namespace, String name) {
        int[] sizes = new int[2];
        edit(next -> {
            sizes[0] = next.size();
            next.remove(new ObjectKey(kind, namespace, name));
            if (kind.equals(Kind.NAMESPACE.word())) {
                next.keySet().removeIf(key -> key.namespace().equals(name));
            }
            sizes[1] = next.size();
        });
        return sizes[1] < sizes[0];
    }

    /** One more source over this cluster, for an index of its own. Closing it leaves the cluster and other readers alone. */
    public ClusterSource reader() {
        return new Reader();
    }

    @Override
    public void start(ClusterScope scope, ClusterSink sink) {
        own.start(scope, sink);
    }

    @Override
    public Map<Kind, KindStatus> status() {
        return own.status();
    }

    /** Stops telling the sink given to {@link #start}; edits and other readers go on. */
    @Override
    public void close() {
        own.close();
    }

    private interface Edit {
        void on(Map<ObjectKey, Declared> objects);
    }

    private void edit(Edit edit) {
        synchronized (lock) {
            Map<ObjectKey, Declared> next = new TreeMap<>(declared);
            edit.on(next);
            Problems problems = new Problems();
            Map<ObjectKey, Labelled> made = World.of(next, network, problems);
            problems.raise();
            declared = next;
            world = made;
            readers.forEach(Reader::tell);
        }
    }

    private static void put(Map<ObjectKey, Declared> into, ClusterObject object, Map<String, String> labels) {
        ObjectKey key = ObjectKey.of(object);
        Declared.Header header = new Declared.Header(key, Position.of(key.toString()), labels, Map.of());
        into.put(key, new Declared.Plain(header, object));
    }

    private final class Reader implements ClusterSource {

        private @Nullable Feed feed;

        @Override
        public void start(ClusterScope scope, ClusterSink sink) {
            synchronized (lock) {
                if (feed != null) {
                    throw new IllegalStateException("started twice: take a reader() for each sink");
                }
                if (scope.network() && !network) {
                    throw new IllegalStateException("made without the network: make it with ofNetwork");
                }
                feed = new Feed(scope, sink);
                readers.add(this);
                tell();
            }
        }

        private void tell() {
            if (feed != null) {
                feed.publish(world);
            }
        }

        @Override
        public Map<Kind, KindStatus> status() {
            synchronized (lock) {
                return feed == null ? Map.of() : feed.status(readers.contains(this), 0, 0);
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                readers.remove(this);
            }
        }
    }
}
