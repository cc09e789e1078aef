package io.kinglet.k8s.watch;

import java.time.DateTimeException;
import java.time.Instant;
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
                default -> cursor.skip();
            }
        }
    }

    private void labels(Cursor cursor) {
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "kubernetes.io/service-name" -> service = cursor.text();
                case "multicluster.kubernetes.io/service-name" -> importedService = cursor.text();
                case "multicluster.kubernetes.io/source-cluster" -> sourceCluster = cursor.text();
                default -> cursor.skip();
            }
        }
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
