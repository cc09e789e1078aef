package io.kinglet.k8s.explain;

import io.kinglet.k8s.reach.DnsReach;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Reach;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a name resolves for somebody, or does not, and whether it can be connected to.
 *
 * @param name as the program says it
 * @param dns whether the Pod can ask the cluster's DNS; null where it is no Pod, asks others, or there is no such Service
 * @param ways to what the name stands for: one for each target, none where the name stands for nothing
 * @param outcome all of it in one word
 * @param summary the same in one sentence
 */
public record Explanation(
        String name,
        PortWish port,
        Origin from,
        Resolution resolution,
        @Nullable DnsReach dns,
        List<Reach> ways,
        Outcome outcome,
        String summary) {

    /** What comes of it all. */
    public enum Outcome {
        REACHABLE,
        /** Some ports or endpoints are reached, and others are not. */
        PARTLY,
        UNREACHABLE,
        /** The name does not resolve. */
        NOT_FOUND,
        /** It depends on what cannot be seen from here. */
        UNKNOWN
    }

    public Explanation {
        ways = List.copyOf(ways);
    }
}
