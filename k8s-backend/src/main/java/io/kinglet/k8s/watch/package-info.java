/**
 * The cluster as an API server tells it: a list and then a watch per kind, streamed.
 *
 * <pre>
 *   WatchConfig --> ApiServer (fabric8: credentials, TLS, HTTP)
 *                      | one response body per kind, in chunks
 *                   ResponseStream --> JsonCursor --> ObjectReader --> Batch --> ClusterSink
 *                      ^                                 (KindWatch drives, one thread per kind)
 * </pre>
 *
 * <p>What is held at any time is one chunk of the body, one object and one batch, whatever the size of the cluster. No typed
 * Kubernetes object and no tree is ever built, and nothing is kept to compare with: what a list no longer names is swept by
 * the sink. It refuses to guess: an object that cannot be read is counted, logged once and left out, and the one served before
 * stays until a list no longer brings it.
 *
 * <p>Read {@link io.kinglet.k8s.watch.ClusterWatch} next, then {@code KindWatch}.
 */
@NullMarked
package io.kinglet.k8s.watch;

import org.jspecify.annotations.NullMarked;
