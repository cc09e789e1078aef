package io.kinglet.k8s.policy;

/** Says what policies make of traffic. Pure, and safe from any thread. */
@FunctionalInterface
public interface PolicyJudge {

    Verdict judge(Traffic traffic);
}
