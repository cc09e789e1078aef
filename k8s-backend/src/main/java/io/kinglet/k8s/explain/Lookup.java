package io.kinglet.k8s.explain;

import java.util.List;

/**
 * One name of the search, asked for.
 *
 * @param name without a dot at the end
 * @param search the domain of the search list it ends in; empty where it was tried as written
 * @param replies one for each type that was asked for; empty where the name is none
 * @param findings why it got what it got, the weightiest first
 */
public record Lookup(String name, String search, Outcome outcome, List<Reply> replies, List<Finding> findings) {

    /** What a stub resolver makes of the replies. */
    public enum Outcome {
        FOUND,
        /** The name exists and has no records of the type. */
        NODATA,
        NXDOMAIN,
        SERVFAIL,
        /** REFUSED, or another code that is no answer. */
        REFUSED,
        /** Silence, or an answer that was not waited for. */
        NO_ANSWER,
        /** It would be forwarded, and is only asked for on demand. */
        NOT_ASKED,
        /** It is no name: a label or all of it is too long, or empty. */
        INVALID
    }

    public Lookup {
        replies = List.copyOf(replies);
        findings = List.copyOf(findings);
    }

    /** What several replies amount to: records of any type are found, and a failure outweighs an absence. */
    static Outcome outcome(List<Reply> replies) {
        if (replies.isEmpty()) {
            return Outcome.INVALID;
        }
        if (replies.stream()
                .anyMatch(it -> !it.records().isEmpty() && it.rcode().equals("NOERROR"))) {
            return Outcome.FOUND;
        }
        return replies.stream().map(Lookup::one).reduce(Outcome.NODATA, (a, b) -> weight(a) >= weight(b) ? a : b);
    }

    private static Outcome one(Reply reply) {
        if (reply.forward() != null) {
            return Outcome.NOT_ASKED;
        }
        return switch (reply.rcode()) {
            case "NOERROR" -> Outcome.NODATA;
            case "NXDOMAIN" -> Outcome.NXDOMAIN;
            case "SERVFAIL" -> Outcome.SERVFAIL;
            case "" -> Outcome.NO_ANSWER;
            default -> Outcome.REFUSED;
        };
    }

    private static int weight(Outcome outcome) {
        return switch (outcome) {
            case FOUND, INVALID -> 5;
            case NOT_ASKED -> 4;
            case NO_ANSWER -> 3;
            case SERVFAIL, REFUSED -> 2;
            case NXDOMAIN -> 1;
            case NODATA -> 0;
        };
    }
}
