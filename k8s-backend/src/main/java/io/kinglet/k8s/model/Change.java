package io.kinglet.k8s.model;

/** One step from what the cluster was to what it is. Immutable. */
public sealed interface Change {

    /** The object is new or has changed: this is all of it. */
    record Put(ClusterObject object) implements Change {}

    /**
     * The object is gone.
     *
     * @param namespace empty for a Namespace
     */
    record Remove(Kind kind, String namespace, String name) implements Change {}

    /** A full list of the kind begins. Nothing disappears yet: what is served stays served. */
    record ListStarted(Kind kind) implements Change {}

    /**
     * The full list is complete: objects of the kind that were not put since {@link ListStarted} are gone. The first one of a
     * kind also says that the kind is synced.
     */
    record ListFinished(Kind kind) implements Change {}
}
