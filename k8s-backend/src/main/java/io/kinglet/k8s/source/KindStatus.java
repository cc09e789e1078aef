package io.kinglet.k8s.source;

/**
 * How one kind stands with its source. A snapshot.
 *
 * @param synced whether one full list has been reported
 * @param connected whether the source is in touch with the cluster for this kind now
 * @param ageNanos nanoseconds since the source last heard anything of this kind (an event, a bookmark, a list); -1 before the
 *     first
 * @param lists full lists completed
 * @param malformed objects left out because they could not be read
 */
public record KindStatus(boolean synced, boolean connected, long ageNanos, long lists, long malformed) {}
