package io.kinglet.k8s.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Pod's stub resolver comes to an address, or does not.
 *
 * @param name as the program in the Pod says it
 * @param conf what the stub resolver is told
 * @param lookups the names that were tried, in order
 * @param found the one that was found; null for none
 * @param findings why, the weightiest first: of the name that was found, or of the one that was likely meant
 * @param queries how many questions that took
 * @param nanos how long they took together
 * @param musl in what the resolver of Alpine Linux differs, a sentence; null where it does not
 */
public record Resolution(
        String name,
        ResolvConf conf,
        List<Lookup> lookups,
        @Nullable Lookup found,
        State state,
        List<Finding> findings,
        int queries,
        long nanos,
        @Nullable String musl) {

    /** What comes of it. */
    public enum State {
        FOUND,
        NOT_FOUND,
        /** Somebody else would have to be asked. */
        UNKNOWN,
        /** It is an address, and nothing is asked. */
        ADDRESS
    }

    public Resolution {
        lookups = List.copyOf(lookups);
        findings = List.copyOf(findings);
    }
}
