/**
 * The cluster as a network: which Pods, Services and policies there are, and who has an address.
 *
 * <pre>
 *   k8s.source --> Change --> NetworkWriter --> Published&lt;ClusterNetwork&gt; --> k8s.policy, k8s.reach, k8s.explain
 * </pre>
 *
 * <p>It is for those who explain and judge, never for answers: no DNS answer needs it, waits for it or changes with it. One
 * writer; a {@link io.kinglet.k8s.network.ClusterNetwork} is immutable, so that whoever judges sees one state of the cluster from
 * beginning to end.
 *
 * <p>A large cluster has 150,000 Pods and some of them change all the time, so that neither a Pod nor a version may cost much. A Pod
 * is one small object in the sorted array of its namespace, with its IPv4 address inside; addresses lead to Pods through a table
 * that keeps none of them again. The template that Pods of a workload have in common is kept once and counted. A new version shares
 * every namespace and every shard of the table that was not touched, and versions of a busy cluster are put together.
 *
 * <p>It refuses to guess: a Pod without detail is not in it, and an address leads to more than one Pod where it cannot be told which
 * of them has it. Read {@link io.kinglet.k8s.network.ClusterNetwork} next.
 */
@NullMarked
package io.kinglet.k8s.network;

import org.jspecify.annotations.NullMarked;
