package io.kinglet.k8s.policy;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a judgement depends on beside the cluster.
 *
 * @param settle how long after its last change a policy may not be in force everywhere; zero for at once
 * @param clock what ages of policies are told by
 */
public record PolicySettings(Enforcement enforcement, Duration settle, InstantSource clock) {

    /** For a cluster that is written down: policies are enforced, and as old as need be. */
    public static PolicySettings assumed() {
        return new PolicySettings(new Enforcement.Assumed(), Duration.ZERO, InstantSource.system());
    }
}
