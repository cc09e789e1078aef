/**
 * The search lists of Pods, known by the addresses they ask from.
 *
 * <pre>
 *   Query --> is QNAME LABELS.NS.svc.ZONE? --> ClusterIndex: which Pod asks? --> [NS.svc.ZONE, svc.ZONE, ZONE, the node's own ...]
 * </pre>
 *
 * <p>It refuses to guess. No list has a client that is no Pod, one whose address several Pods have, one on the network of its node, one
 * with a search list of its own, one of Windows, or one in another namespace than the name says; nobody has one while
 * the API server is out of reach for long. Nor is there one for names that may
 * well have been asked as they are: a single label in front of the namespace, or something below a Service of it.
 */
@NullMarked
package io.kinglet.k8s.autopath;

import org.jspecify.annotations.NullMarked;
