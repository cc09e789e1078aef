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
     * The same of one that is to be asked for what reachability is judged by.
     *
     * @throws RuntimeException that says what is missing and what to do
     */
    default ClusterSource openNetwork(ClusterConnection connection) {
        return open(connection);
    }

    /**
     * Those that directives name: API servers and manifests.
     *
     * @param observer told of every request to an API server
     */
    static ClusterSources named(RestObserver observer) {
        return new ClusterSources() {
            @Override
            public ClusterSource open(ClusterConnection connection) {
                if (connection instanceof ClusterConnection.Manifests manifests) {
                    return ManifestSource.open(manifests.paths());
                }
                if (connection instanceof ClusterConnection.Api api) {
                    return new ClusterWatch(api.config(), observer);
                }
                throw new IllegalArgumentException("no such connection: " + connection);
            }

            @Override
            public ClusterSource openNetwork(ClusterConnection connection) {
                return connection instanceof ClusterConnection.Manifests manifests
                        ? ManifestSource.openNetwork(manifests.paths())
                        : open(connection);
            }
        };
    }
}
