package io.kinglet.k8s.model;

/**
 * A policy of another engine, of which only this is known: it is there, so that what it allows or denies is unknown.
 *
 * @param kind one of {@link Kind#otherEngines}
 * @param namespace empty for one of the cluster as a whole
 */
public record OtherPolicy(Kind kind, String namespace, String name) implements ClusterObject {}
