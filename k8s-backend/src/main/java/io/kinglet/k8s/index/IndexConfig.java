package io.kinglet.k8s.index;

import io.kinglet.k8s.model.Kind;
import java.util.Set;

/**
 * What the index keeps.
 *
 * @param kinds the kinds its source reports; it is synced once each has been listed
 * @param namespaces the only namespaces whose objects are kept; empty for all
 * @param endpointPodNames whether an endpoint without hostname is named after its Pod
 * @param zonal whether the topology zone of endpoints is kept
 * @param external whether it is kept where Services are reached from outside
 * @param podNames whether it is kept what Pods are called, some 300 octets for each
 */
public record IndexConfig(
        Set<Kind> kinds,
        Set<String> namespaces,
        boolean endpointPodNames,
        boolean zonal,
        boolean external,
        boolean podNames) {

    public IndexConfig {
        kinds = Set.copyOf(kinds);
        namespaces = Set.copyOf(namespaces);
    }
}
