package io.kinglet.k8s.policy;

import org.jspecify.annotations.Nullable;

/**
 * Why a verdict is what it is.
 *
 * @param code for programs: stable
 * @param direction which side of the traffic it is about; null for both or none
 * @param policy the policy it is about; null for none
 * @param text for people: one sentence without a full stop
 */
public record Reason(
        Code code, @Nullable Direction direction, @Nullable PolicyId policy, String text) {

    /** The side of the traffic that is judged. */
    public enum Direction {
        /** Leaving the source. */
        EGRESS,
        /** Arriving at the destination. */
        INGRESS
    }

    /**
     * Names a policy.
     *
     * @param kind as a manifest has it
     * @param namespace empty for one of the cluster as a whole
     */
    public record PolicyId(String kind, String namespace, String name) {
        @Override
        public String toString() {
            return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
        }
    }

    /** What kind of reason it is. */
    public enum Code {
        /** No policy isolates this end in this direction. */
        NOT_ISOLATED,
        /** A rule of a policy allows it. */
        RULE_ALLOWS,
        /** Policies isolate this end and no rule of theirs allows it. */
        NO_RULE_ALLOWS,
        /** A rule of a policy for the cluster as a whole denies it. */
        RULE_DENIES,
        /** Both ends are the same Pod: containers of a Pod share localhost, which no policy is about. */
        SAME_POD,
        /** The traffic comes from the Pod's own node, which no policy can keep out. */
        FROM_NODE,
        /** The traffic goes to the Pod's own node, which the concepts page says is always allowed and the API reference does not. */
        TO_NODE,
        /** One end is in the network of its node, where the address tells nothing of who it is. */
        HOST_NETWORK,
        /** The address is shared or unknown, so that nobody can be told by it. */
        IDENTITY_UNKNOWN,
        /** An ipBlock meets an address that is rewritten on the way, which the specification leaves open. */
        REWRITTEN_ADDRESS,
        /** Policies of another engine are there, which are not modelled. */
        OTHER_ENGINE,
        /** No plugin that enforces policies is known to run. */
        NOT_ENFORCED,
        /** A policy is so young that it may not be in force everywhere yet. */
        YOUNG_POLICY,
        /** A peer of a rule cannot be matched with what is known. */
        UNMATCHED_PEER,
        /** Policies of the same tier and priority disagree, of which the specification lets any one decide. */
        SAME_PRIORITY,
        /** A part of a policy cannot be read and matches nothing. */
        FLAWED_POLICY,
        /** Not everything has been read from the API server yet. */
        NOT_SYNCED
    }
}
