package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSink;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster read from Kubernetes YAML, and kept up to date with the files while they are edited.
 *
 * <p>Deployments, ReplicaSets, StatefulSets and DaemonSets become ready pods; pods and Services without an address are given
 * one that depends on their names alone; slices follow from selectors; a namespace exists as soon as anything lives in it. An
 * edit that cannot be read is told to the log and changes nothing: what was served stays served.
 *
 * <p>Safe for use from any thread. Reading files live takes one daemon thread.
 */
public final class ManifestSource implements ClusterSource {

    private static final Logger LOG = System.getLogger(ManifestSource.class.getName());
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(50);

    private final Object lock = new Object();
    private final List<Path> paths;
    private final boolean network;
    private final Duration poll;
    private Map<ObjectKey, Labelled> world;
    private List<ManifestProblem> problems = List.of();
    private long readAt = System.nanoTime();
    private @Nullable Feed feed;
    private @Nullable FolderWatch watch;
    private @Nullable Thread follower;
    private boolean closed;

    private ManifestSource(List<Path> paths, boolean network, Duration poll, Map<ObjectKey, Labelled> world) {
        this.paths = List.copyOf(paths);
        this.network = network;
        this.poll = poll;
        this.world = world;
    }

    /**
     * Reads files, and folders with all that is below them ({@code *.yaml}, {@code *.yml}, {@code *.json}).
     *
     * @throws ManifestException with every problem found; later, once started, problems go to the log
     */
    public static ManifestSource open(List<Path> paths) throws ManifestException {
        return open(paths, POLL);
    }

    /**
     * As {@link #open}, and reads what a scope of {@link ClusterScope#network} asks for: policies, whose mistakes are problems then,
     * and the details of Pods and Services. A source that is opened without cannot be started with such a scope.
     */
    public static ManifestSource openNetwork(List<Path> paths) throws ManifestException {
        return new ManifestSource(paths, true, POLL, read(paths, true));
    }

    static ManifestSource open(List<Path> paths, Duration poll) {
        return new ManifestSource(paths, false, poll, read(paths, false));
    }

    /**
     * Reads one text, once.
     *
     * @param name what errors call the text
     */
    public static ManifestSource ofText(String name, String yaml) throws ManifestException {
        return ofText(name, yaml, false);
    }

    /** As {@link #ofText(String, String)}, and reads what {@link #openNetwork} reads. */
    public static ManifestSource networkOfText(String name, String yaml) throws ManifestException {
        return ofText(name, yaml, true);
    }

    private static ManifestSource ofText(String name, String yaml, boolean network) {
        Problems problems = new Problems();
        ManifestReader reader = new ManifestReader(network, problems);
        reader.read(name, yaml);
        return new ManifestSource(List.of(), network, POLL, world(reader, network, problems));
    }

    /** @throws LabelSelectorException when a selector of the scope cannot be read */
    @Override
    public void start(ClusterScope scope, ClusterSink sink) {
        synchronized (lock) {
            if (feed != null || closed) {
                throw new IllegalStateException("started twice, or after close: open another source");
            }
            if (scope.network() && !network) {
                throw new IllegalStateException("opened without the network: open it with openNetwork");
            }
            feed = new Feed(scope, sink);
            feed.publish(world);
            // From here on the feed knows what was told.
            world = Map.of();
            if (!paths.isEmpty()) {
                FolderWatch opened = new FolderWatch(poll, QUIET);
                watch = opened;
                Thread thread = new Thread(() -> follow(opened), "kinglet-manifests");
                thread.setDaemon(true);
                follower = thread;
                thread.start();
            }
        }
    }

    /** Not connected, and malformed by the number of problems, from a broken edit until it is mended. */
    @Override
    public Map<Kind, KindStatus> status() {
        synchronized (lock) {
            long age = paths.isEmpty() ? 0 : System.nanoTime() - readAt;
            return feed == null ? Map.of() : feed.status(!closed && problems.isEmpty(), age, problems.size());
        }
    }

    /** What is wrong with the files as they are now; empty when they are served as they are. */
    public List<ManifestProblem> problems() {
        synchronized (lock) {
            return problems;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (watch != null) {
                watch.close();
            }
            if (follower != null) {
                follower.interrupt();
            }
        }
    }

    private void follow(FolderWatch folders) {
        // The first look comes after the start of the watch: nothing written since open() is missed.
        ManifestFiles.@Nullable Listing seen = null;
        boolean touched = true;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ManifestFiles.Listing now = ManifestFiles.list(paths, new Problems());
                folders.folders(now.folders());
                if (touched || !now.equals(seen)) {
                    reload(now);
                }
                seen = now;
                touched = folders.await();
                looked();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.log(Level.DEBUG, "no longer following {0}", paths);
        }
    }

    private void looked() {
        synchronized (lock) {
            if (problems.isEmpty()) {
                readAt = System.nanoTime();
            }
        }
    }

    private void reload(ManifestFiles.Listing now) {
        Map<ObjectKey, Labelled> next = Map.of();
        List<ManifestProblem> wrong = List.of();
        String message = "";
        try {
            next = read(paths, network);
        } catch (ManifestException e) {
            wrong = e.problems();
            message = String.valueOf(e.getMessage());
        }
        if (!ManifestFiles.list(paths, new Problems()).equals(now)) {
            // Written while it was read: the writer's next event, or the next poll, leads back here.
            return;
        }
        synchronized (lock) {
            if (closed || feed == null) {
                return;
            }
            if (!wrong.isEmpty()) {
                if (!wrong.equals(problems)) {
                    LOG.log(
                            Level.WARNING,
                            "an edit cannot be served, so what was served before stays; mend\n{0}",
                            message);
                }
            } else {
                if (!problems.isEmpty()) {
                    LOG.log(Level.INFO, "the manifests are mended and served");
                }
                tell(feed, next);
            }
            problems = wrong;
        }
    }

    private void tell(Feed to, Map<ObjectKey, Labelled> next) {
        try {
            to.publish(next);
        } catch (RuntimeException e) {
            // The thread outlives a sink that fails; the same differences are told again with the next edit.
            LOG.log(Level.ERROR, "an edit of the manifests could not be taken", e);
        }
    }

    private static Map<ObjectKey, Labelled> read(List<Path> paths, boolean network) {
        Problems problems = new Problems();
        ManifestReader reader = new ManifestReader(network, problems);
        ManifestFiles.Listing listing = ManifestFiles.list(paths, problems);
        for (Path file : listing.stamps().keySet()) {
            String text = ManifestFiles.text(file, problems);
            if (text != null) {
                reader.read(file.toString(), text);
            }
        }
        LOG.log(
                Level.DEBUG,
                "read {0} files, {1} objects",
                listing.stamps().size(),
                reader.objects().size());
        return world(reader, network, problems);
    }

    private static Map<ObjectKey, Labelled> world(ManifestReader reader, boolean network, Problems problems) {
        reader.finish();
        problems.raise();
        Map<ObjectKey, Labelled> world = World.of(reader.objects(), network, problems);
        problems.raise();
        return world;
    }
}
