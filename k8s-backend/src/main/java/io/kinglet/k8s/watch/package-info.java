/**
 * The cluster as an API server tells it: a list and then a watch per kind, streamed.
 *
 * <pre>
 *   WatchConfig --> ApiServer (fabric8: credentials, TLS, HTTP)
 *                      | one response body per kind, in chunks
 *                   ResponseStream --> Content --> Cursor --> ObjectReader --> Batch --> ClusterSink
 *                      ^              (protobuf or JSON)       (KindWatch drives, one thread per kind)
 * </pre>
 *
 * <p>What is held at any time is one chunk of the body, one object (of up to 6 MiB in protobuf) and one batch, whatever the size of the cluster. No typed
 * Kubernetes object is ever built, and nothing is kept to compare with: what a list no longer names is swept by
 * the sink. It refuses to guess: an object that cannot be read is counted, logged once and left out, and the one served before
 * stays until a list no longer brings it.
 *
 * <p>Where a scope asks for the network, more of each object is read, and policies. Those alone are read as trees, which live for a
 * moment: they are few and small, and {@code k8s.spec} makes of them what it makes of a manifest. Of each policy it is kept which
 * generation was seen and when that came, since no object tells when it was changed. Kinds that a cluster may do without (the
 * policies of policy.networking.k8s.io and of other engines) are each read like any other, on a thread of its own that sleeps while
 * the API server does not have the kind, for which it asks in each version it may have: eight idle threads, where the network is asked
 * for at all, are cheaper than a second way to read. One that may not be read stays unsynced and is told once, and nothing else waits
 * for it.
 *
 * <p>Protobuf is asked for, and JSON taken where a server, a proxy or a custom resource has nothing else: a {@code Layout}
 * gives the fields of a message the names they have in JSON, and a cursor of either kind walks them, so that one set of shapes
 * and checks serves both. The protobuf reader is our own: it is two hundred lines over an array, steps over what is not wanted
 * without a call, and cannot throw; the libraries are built round generated classes, and bring a megabyte and uses of {@code
 * sun.misc.Unsafe} that newer Java versions warn of.
 *
 * <p>Read {@link io.kinglet.k8s.watch.ClusterWatch} next, then {@code KindWatch}.
 */
@NullMarked
package io.kinglet.k8s.watch;

import org.jspecify.annotations.NullMarked;
