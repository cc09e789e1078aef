/**
 * What the policies of a cluster say of one piece of traffic.
 *
 * <pre>
 *   Traffic(from, to, protocol, port) + ClusterNetwork --> PolicyJudge --> Verdict: allowed, denied or unknown, with its reasons
 * </pre>
 *
 * <p>Pure functions over a {@link io.kinglet.k8s.network.ClusterNetwork}: no thread, no clock but the one handed in, no DNS. The
 * traffic is what arrives behind every Service, at the address and port of a Pod, as that is what policies are judged by
 * (NetworkPolicy API reference). Services are the matter of {@code k8s.reach}.
 *
 * <p>It says what policies say. It is not a firewall, and whoever enforces policies may differ: where that cannot be told from
 * here the verdict is unknown, and says why. Read {@link io.kinglet.k8s.policy.Verdict} next.
 */
@NullMarked
package io.kinglet.k8s.policy;

import org.jspecify.annotations.NullMarked;
