package io.kinglet.server.assembly;

import io.kinglet.k8s.index.IndexConfig;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.server.plugin.ClusterConnection;
import io.kinglet.server.plugin.KubernetesDirective;

/** What decides what an index holds. Directives with equal keys share one index, in one Corefile and from one to the next. */
record ClusterKey(ClusterConnection connection, ClusterScope scope, IndexConfig index) {

    static ClusterKey of(KubernetesDirective directive) {
        return new ClusterKey(
                directive.connection(),
                directive.config().scope(),
                directive.config().index());
    }
}
