package io.kinglet.k8s.policy;

import java.util.List;

/**
 * The smallest rules that would let denied traffic through.
 *
 * @param steps one for each direction that is shut; what each adds is the least that helps
 */
public record Opening(List<Step> steps) {

    public Opening {
        steps = List.copyOf(steps);
    }

    /**
     * One rule to add.
     *
     * @param where in words, such as {@code to spec.ingress of NetworkPolicy prod/deny-all, or as a policy of its own}
     * @param yaml a whole policy that allows this and nothing else, to apply as it is: a NetworkPolicy, or one of the cluster where such a
     *     one denies it; empty where only the policy that denies it can be changed
     */
    public record Step(Reason.Direction direction, String where, String yaml) {}
}
