/**
 * The cluster facts DNS needs and, where they are asked for, those that say who may reach whom.
 *
 * <pre>
 *   an API server or a manifest --> k8s.source --> Change(ClusterObject) --> k8s.index     what names are answered with
 *                                                                       \-> k8s.network   who is there and what policies say
 * </pre>
 *
 * <p>The objects here live for moments: a source reads one, hands it over, and forgets it; the index keeps a packed form.
 * They hold no labels, annotations or status that no DNS answer depends on, except in the details
 * (labels, {@link io.kinglet.k8s.model.PodDetail}, {@link io.kinglet.k8s.model.ServiceDetail}, policies) that a source reads only
 * when its scope asks for the network. Read {@link io.kinglet.k8s.model.Change} next.
 */
@NullMarked
package io.kinglet.k8s.model;

import org.jspecify.annotations.NullMarked;
