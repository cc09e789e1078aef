package io.kinglet.k8s.signals;

import java.util.Map;

/**
 * Pods that policies cut off from the cluster's DNS.
 *
 * @param udp how many of each namespace over UDP
 * @param tcp as {@code udp}, over TCP
 * @param unjudged Pods that were not judged, as there were too many to tell apart
 */
public record DnsCounts(Map<String, Integer> udp, Map<String, Integer> tcp, int unjudged) {

    /** Nothing is known, or there is no such Service. */
    static final DnsCounts NONE = new DnsCounts(Map.of(), Map.of(), 0);
}
