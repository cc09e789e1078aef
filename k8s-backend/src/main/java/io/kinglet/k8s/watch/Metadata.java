package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.LabelSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of an object's {@code metadata}; reused from object to object. Confined to one thread. */
final class Metadata {

    private String name = "";
    private String namespace = "";
    private String resourceVersion = "";
    private boolean deleting;
    private boolean initialEventsEnd;
    private @Nullable String service;
    private @Nullable String importedService;
    private @Nullable String sourceCluster;
    private @Nullable String triggered;
    private long generation;
    private @Nullable Instant created;
    private final @Nullable Map<String, String> labels;

    /**
     * @param all whether all labels are kept, and when and how often the object was changed
     */
    Metadata(boolean all) {
        labels = all ? new HashMap<>() : null;
    }

    void clear() {
        name = "";
        namespace = "";
        resourceVersion = "";
        deleting = false;
        initialEventsEnd = false;
        service = null;
        importedService = null;
        sourceCluster = null;
        triggered = null;
        generation = 0;
        created = null;
        if (labels != null) {
            labels.clear();
        }
    }

    void read(Cursor cursor) {
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "name" -> name = orEmpty(cursor.text());
                case "namespace" -> namespace = orEmpty(cursor.text());
                case "resourceVersion" -> resourceVersion = orEmpty(cursor.text());
                case "deletionTimestamp" -> deleting = cursor.time();
                case "labels" -> labels(cursor);
                case "annotations" -> annotations(cursor);
                default -> history(cursor);
            }
        }
    }

    private void history(Cursor cursor) {
        if (labels != null && cursor.name().equals("generation")) {
            generation = cursor.longInteger();
        } else if (labels != null && cursor.name().equals("creationTimestamp")) {
            created = cursor.instant();
        } else {
            cursor.skip();
        }
    }

    private void labels(Cursor cursor) {
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            String key = cursor.name();
            switch (key) {
                case "kubernetes.io/service-name" -> service = label(key, cursor);
                case "multicluster.kubernetes.io/service-name" -> importedService = label(key, cursor);
                case "multicluster.kubernetes.io/source-cluster" -> sourceCluster = label(key, cursor);
                default -> {
                    if (labels == null) {
                        cursor.skip();
                    } else {
                        label(key, cursor);
                    }
                }
            }
        }
    }

    private @Nullable String label(String key, Cursor cursor) {
        String text = cursor.text();
        if (labels != null) {
            labels.put(key, orEmpty(text));
        }
        return text;
    }

    private void annotations(Cursor cursor) {
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "endpoints.kubernetes.io/last-change-trigger-time" -> triggered = cursor.text();
                case "k8s.io/initial-events-end" -> initialEventsEnd = "true".equals(cursor.text());
                default -> cursor.skip();
            }
        }
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    String resourceVersion() {
        return resourceVersion;
    }

    boolean deleting() {
        return deleting;
    }

    /** Whether this is the bookmark that ends a streamed list. */
    boolean initialEventsEnd() {
        return initialEventsEnd;
    }

    /** All labels; empty where they are not kept. */
    LabelSet labels() {
        return labels == null ? LabelSet.EMPTY : LabelSet.of(labels);
    }

    /** When the object was made; null when absent, unreadable or not kept. */
    @Nullable
    Instant created() {
        return created;
    }

    /** What is another when the object says another thing: its generation, or its resource version where it has none. */
    String version() {
        return generation > 0 ? Long.toString(generation) : resourceVersion;
    }

    @Nullable
    String service() {
        return service;
    }

    @Nullable
    String importedService() {
        return importedService;
    }

    @Nullable
    String sourceCluster() {
        return sourceCluster;
    }

    /** When the change behind an EndpointSlice happened; null when absent or unreadable. */
    @Nullable
    Instant triggered() {
        if (triggered == null) {
            return null;
        }
        try {
            return Instant.parse(triggered);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
