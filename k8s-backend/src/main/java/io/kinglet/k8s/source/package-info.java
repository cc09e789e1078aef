/**
 * Where cluster facts come from: the contract between a source (an API server, manifests, a program) and the index.
 *
 * <p>A source is handed a {@link io.kinglet.k8s.source.ClusterScope} (what to read) and a {@link
 * io.kinglet.k8s.source.ClusterSink} (whom to tell). It keeps no objects of its own. Implementations live in {@code k8s.watch}
 * (API server) and {@code k8s.manifest} (YAML).
 */
@NullMarked
package io.kinglet.k8s.source;

import org.jspecify.annotations.NullMarked;
