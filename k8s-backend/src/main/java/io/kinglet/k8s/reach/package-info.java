/**
 * Who can reach whom, Services and all: what stands between an origin and a target, port by port.
 *
 * <pre>
 *   Origin, Target, PortWish
 *        |
 *        v                     ports of the Service
 *   Reachability ------------> ServiceView: endpoints that are used, target port, who is left out and why
 *        |                          |
 *        |   one question for each distinct pod set, not for each Pod
 *        v                          v
 *   PathJudge: before and after addresses are rewritten --> k8s.policy.PolicyJudge --> Verdict
 *        |
 *        v
 *   Reach(outcome, PortReach(outcome, EndpointGroup(verdict)...)...), each with Remarks in words
 * </pre>
 *
 * <p>Pure functions over a {@link io.kinglet.k8s.network.ClusterNetwork} and a {@link io.kinglet.k8s.policy.PolicyJudge}: no thread,
 * no clock, no DNS. What a Service does to traffic is what kube-proxy does (Service API reference; KEP-1669 for endpoints that
 * terminate); another proxy may differ. Whether anybody listens behind a port is not known here.
 *
 * <p>Where a policy's ipBlock meets an address that is rewritten on the way, the NetworkPolicy API leaves open which address counts.
 * Both are judged, and only where they differ is the outcome unknown. Read {@link io.kinglet.k8s.reach.Reachability} next.
 */
@NullMarked
package io.kinglet.k8s.reach;

import org.jspecify.annotations.NullMarked;
