package io.kinglet.k8s.policy;

/** Whether something in the cluster makes policies hold: without a plugin that does, they have no effect (concepts page). */
public sealed interface Enforcement {

    /**
     * A plugin that enforces them is known to run.
     *
     * @param plugin its name, such as {@code calico}
     */
    record By(String plugin) implements Enforcement {}

    /** Nothing is known of the plugin, and it is taken to enforce them: as with manifests, which have no nodes. */
    record Assumed() implements Enforcement {}

    /** It is known that nothing enforces them. */
    record None() implements Enforcement {}

    /** Nothing is known, and nothing is taken for granted: what policies deny may get through. */
    record Unknown() implements Enforcement {}
}
