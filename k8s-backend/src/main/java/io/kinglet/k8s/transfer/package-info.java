/**
 * The zones of a cluster as secondaries copy them: whole, or what has changed.
 *
 * <pre>
 *   ClusterIndex, at most once a second --> ClusterZones.tick --> serial, ClusterVersion, ZoneJournal --> dns.transfer
 * </pre>
 *
 * <p>A transfer holds what the zone answers, because it is made by asking: {@link io.kinglet.k8s.transfer.ZoneContent} goes through
 * the names there are and asks {@code k8s.zone} for the records of each, at one version of the index. Names of Pods and of topology
 * zones are left out: the first may be endless ({@code pods insecure}), the second answer by who asks.
 *
 * <p>A zone is numbered here, not when the cluster changes: many changes in a second are one version, and no two versions share a
 * serial. None of this exists unless {@code transfer} names a zone. Read {@link io.kinglet.k8s.transfer.ClusterZones}.
 */
@NullMarked
package io.kinglet.k8s.transfer;

import org.jspecify.annotations.NullMarked;
