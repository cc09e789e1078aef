/**
 * Why a name resolves for a Pod, or does not, and whether the Pod can connect to what it names.
 *
 * <pre>
 *   Pod --> Kubelet --> ResolvConf --> StubResolver: every name that is tried, in order
 *                                        | each asked of Names, the real chain
 *                                        v
 *   ClusterNetwork + KubernetesConfig --> Diagnosis: the object that answered, or why none did
 *                                        | where it leads
 *                                        v
 *   k8s.reach: DNS itself, then each endpoint --> Explanation
 * </pre>
 *
 * <p>Pure: no socket, no thread, no clock. It looks, and changes nothing: no answer of the server depends on it. It refuses to
 * guess: what is not known from here, such as the resolv.conf of a node, is said to be unknown. Read {@link
 * io.kinglet.k8s.explain.Explainer} next.
 */
@NullMarked
package io.kinglet.k8s.explain;

import org.jspecify.annotations.NullMarked;
