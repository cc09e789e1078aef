/**
 * Answers for the cluster's zones, from the index: Kubernetes DNS specification 1.1.0 and the peer's extensions of it.
 *
 * <pre>
 *   Query --> KubernetesLayer (which zone, which form of name) --> ClusterIndex --> Answer
 *                 names of Services, endpoints, Pods | reverse names | the apex
 * </pre>
 *
 * <p>Nothing here changes or caches anything: an answer is an object found in the index, or one without state that reads what it
 * needs from the question again when it is written.
 */
@NullMarked
package io.kinglet.k8s.zone;

import org.jspecify.annotations.NullMarked;
