/**
 * The cluster as DNS sees it, packed, and the one writer that keeps it current.
 *
 * <pre>
 *   Change --> IndexWriter (one lock) --> edits of the tables touched --> Published&lt;ClusterIndex&gt; --> k8s.zone
 * </pre>
 *
 * <p>The published objects are also the writer's memory: there is no second copy of the world, not even while it is listed anew
 * (objects are marked with the number of the list and swept at its end). Endpoints are packed addresses; names made of an address
 * are not stored, they are read from the question and looked up by address.
 *
 * <p>There is no queue and no index thread: whoever has changes applies them under one lock and publishes once per batch, which is
 * simpler than handing them over and bounds memory by itself. Read {@link io.kinglet.k8s.index.ClusterIndex}, then {@link
 * io.kinglet.k8s.index.ServiceEntry}, then {@link io.kinglet.k8s.index.IndexWriter}.
 */
@NullMarked
package io.kinglet.k8s.index;

import org.jspecify.annotations.NullMarked;
