package io.kinglet.k8s.explain;

/**
 * How fresh what is known of the cluster is.
 *
 * @param synced whether all has been read once
 * @param silentSeconds how long the API server has been out of reach; -1 while it is in touch, or where there is none
 */
public record Freshness(boolean synced, long silentSeconds) {

    /** Of a cluster that is written down. */
    public static final Freshness WRITTEN = new Freshness(true, -1);
}
