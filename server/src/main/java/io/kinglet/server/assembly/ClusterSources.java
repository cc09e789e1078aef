package io.kinglet.server.assembly;

import io.kinglet.k8s.manifest.ManifestSource;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.watch.ClusterWatch;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.plugin.ClusterConnection;

/** Opens the cluster a {@code kubernetes} directive names. */
@FunctionalInterface
public interface ClusterSources {

    /**
     * A source that has not been started, the caller's to close.
     *
     * @throws RuntimeException that says what is missing and what to do
     */
    ClusterSource open(ClusterConnection connection);

    /**
     * Those that directives name: API servers and manifests.
     *
     * @param observer told of every request to an API server
     */
    static ClusterSources named(RestObserver observer) {
        return connection -> {
            if (connection instanceof ClusterConnection.Manifests manifests) {
                return ManifestSource.open(manifests.paths());
            }
            if (connection instanceof ClusterConnection.Api api) {
                return new ClusterWatch(api.config(), observer);
            }
            throw new IllegalArgumentException("no such connection: " + connection);
        };
    }
}
