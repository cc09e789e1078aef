package io.kinglet.server.plugin;

import io.kinglet.k8s.watch.WatchConfig;
import java.nio.file.Path;
import java.util.List;

/** Where a {@code kubernetes} directive finds its cluster. Equal ones are the same cluster, read with the same rights. */
public sealed interface ClusterConnection {

    /** An API server. */
    record Api(WatchConfig config) implements ClusterConnection {}

    /** Files and folders of Kubernetes YAML, followed while they are edited. */
    record Manifests(List<Path> paths) implements ClusterConnection {
        public Manifests {
            paths = List.copyOf(paths);
        }
    }
}
