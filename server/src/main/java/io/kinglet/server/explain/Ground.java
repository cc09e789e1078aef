package io.kinglet.server.explain;

import io.kinglet.k8s.explain.Explainer;
import io.kinglet.k8s.network.ClusterNetwork;

/**
 * What explanations stand on: one state of a cluster, and the chain that answers for it. One thread.
 *
 * @param domain of the cluster
 */
public record Ground(ClusterNetwork network, String domain, Explainer explainer) {}
