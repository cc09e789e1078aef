package io.kinglet.k8s.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows when the policies of one kind have changed, as no object says that of itself: at its creation as far as is known when it is
 * first seen, later when a new generation of it arrives. One small entry per policy, for as long as it is there. Confined to one
 * thread.
 */
final class Freshness {

    private record Seen(
            String version,
            @Nullable Instant created,
            @Nullable Instant changed) {}

    private final InstantSource clock;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Set<String> unlisted = new HashSet<>();

    Freshness(InstantSource clock) {
        this.clock = clock;
    }

    /** When the object that has just been read has changed; null when nobody knows. */
    @Nullable
    Instant changed(Metadata metadata) {
        String key = key(metadata);
        Seen before = seen.get(key);
        unlisted.remove(key);
        Instant created = metadata.created();
        boolean another = before == null || created != null && !created.equals(before.created());
        if (!another && before != null && before.version().equals(metadata.version())) {
            return before.changed();
        }
        Seen now = new Seen(metadata.version(), created, another ? created : clock.instant());
        seen.put(key, now);
        return now.changed();
    }

    void removed(Metadata metadata) {
        seen.remove(key(metadata));
    }

    void listStarted() {
        unlisted.clear();
        unlisted.addAll(seen.keySet());
    }

    /** What the list did not bring is forgotten. */
    void listFinished() {
        seen.keySet().removeAll(unlisted);
        unlisted.clear();
    }

    private static String key(Metadata metadata) {
        return metadata.namespace() + "/" + metadata.name();
    }
}
