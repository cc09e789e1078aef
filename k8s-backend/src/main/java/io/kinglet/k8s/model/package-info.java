/**
 * The cluster facts DNS needs, and nothing else.
 *
 * <pre>
 *   an API server or a manifest --> k8s.source --> Change(ClusterObject) --> k8s.index
 * </pre>
 *
 * <p>The objects here live for moments: a source reads one, hands it over, and forgets it; the index keeps a packed form.
 * They hold no labels, annotations or status that no DNS answer depends on. Read {@link io.kinglet.k8s.model.Change} next.
 */
@NullMarked
package io.kinglet.k8s.model;

import org.jspecify.annotations.NullMarked;
