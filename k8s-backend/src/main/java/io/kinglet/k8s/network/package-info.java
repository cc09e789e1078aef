/**
 * The cluster as a network: which Pods, Services and policies there are, and who has an address.
 *
 * <pre>
 *   k8s.source --> Change --> NetworkWriter --> Published&lt;ClusterNetwork&gt; --> k8s.policy, k8s.reach, k8s.explain
 * </pre>
 *
 * <p>It is for those who explain and judge, never for answers: no DNS answer needs it, waits for it or changes with it. One
 * writer; a {@link io.kinglet.k8s.network.ClusterNetwork} is immutable, so that whoever judges sees one state of the cluster from
 * beginning to end. What Pods of a workload have in common is kept once. Read {@link io.kinglet.k8s.network.ClusterNetwork} next.
 */
@NullMarked
package io.kinglet.k8s.network;

import org.jspecify.annotations.NullMarked;
