package io.kinglet.k8s.manifest;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for edits in folders. Where the system cannot tell of edits (a network mount, no watches left) the wait ends at the
 * poll interval, and looking at the files finds them. Confined to one thread but for {@link #close}.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(FolderWatch.class.getName());

    /** A writer that never pauses is read all the same. */
    private static final int ROUNDS = 20;

    private final Duration poll;
    private final Duration quiet;
    private final @Nullable WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    FolderWatch(Duration poll, Duration quiet) {
        this.poll = poll;
        this.quiet = quiet;
        WatchService opened = null;
        try {
            opened = FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.INFO, "edits are found by polling every {0} ms: {1}", poll.toMillis(), e.toString());
        }
        this.service = opened;
    }

    /** Watches these folders and no other. */
    void folders(Set<Path> folders) {
        WatchService watched = service;
        if (watched == null) {
            return;
        }
        keys.entrySet().removeIf(entry -> {
            boolean stale =
                    !folders.contains(entry.getKey()) || !entry.getValue().isValid();
            if (stale) {
                entry.getValue().cancel();
            }
            return stale;
        });
        for (Path folder : folders) {
            try {
                if (!keys.containsKey(folder)) {
                    keys.put(folder, folder.register(watched, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "edits in {0} are found by polling: {1}", folder, e.toString());
            }
        }
    }

    /**
     * Waits for an edit to begin and end, at most for the poll interval before it begins.
     *
     * @return whether a manifest was seen to be touched; otherwise it takes a look at the files to know
     */
    boolean await() throws InterruptedException {
        WatchService watched = service;
        if (watched == null) {
            Thread.sleep(poll.toMillis());
            return false;
        }
        WatchKey key = watched.poll(poll.toMillis(), TimeUnit.MILLISECONDS);
        boolean touched = false;
        for (int round = 1; key != null; round++) {
            touched |= touched(key);
            key = round < ROUNDS ? watched.poll(quiet.toMillis(), TimeUnit.MILLISECONDS) : null;
        }
        return touched;
    }

    private static boolean touched(WatchKey key) {
        boolean touched = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            touched |= !(event.context() instanceof Path path) || ManifestFiles.isManifest(path);
        }
        key.reset();
        return touched;
    }

    @Override
    public void close() {
        WatchService watched = service;
        if (watched != null) {
            try {
                watched.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing a watch", e);
            }
        }
    }
}
