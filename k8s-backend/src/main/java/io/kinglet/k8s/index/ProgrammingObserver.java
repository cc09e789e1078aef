package io.kinglet.k8s.index;

/** Told how long a change of endpoints took to reach the answers. Called on the thread that applies changes. */
@FunctionalInterface
public interface ProgrammingObserver {

    /** Tells nobody. */
    ProgrammingObserver NONE = (headless, seconds) -> {};

    /**
     * @param headless whether the Service is headless with a selector, otherwise it has a cluster IP
     * @param seconds from the trigger time the control plane noted to the publication of the answer
     */
    void programmed(boolean headless, double seconds);
}
