/**
 * A cluster that is written down instead of running: Kubernetes YAML, or objects that a program puts in.
 *
 * <pre>
 *   files --> YamlDocuments --> Field --> ManifestReader --> Declared     what is asked for, with its places
 *                                                              |
 *   InMemoryCluster: apply, remove --------------------------->|
 *                                                              v
 *                                          World: PodPlan, ServicePlan, SlicePlan     what follows from it
 *                                                              |
 *                                                              v
 *                                          Feed --> Change --> ClusterSink            what differs from before
 * </pre>
 *
 * <p>A world is a function of what is written, and nothing else: the same files give the same addresses and pod names in every
 * run and on every machine.
 *
 * <p>It refuses to guess: a manifest that is wrong in one place is not served in part, and every problem is told with file,
 * line and column. It does not validate what no DNS answer depends on. Opened for the network, it reads what {@code k8s.network}
 * is made of as well: policies ({@code k8s.spec} knows what they mean), and details of Pods and Services; otherwise policies are
 * passed over, mistakes and all. Read {@link io.kinglet.k8s.manifest.ManifestSource} and
 * {@link io.kinglet.k8s.manifest.World} next.
 */
@NullMarked
package io.kinglet.k8s.manifest;

import org.jspecify.annotations.NullMarked;
