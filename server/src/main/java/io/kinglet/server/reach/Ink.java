package io.kinglet.server.reach;

import io.kinglet.k8s.reach.Outcome;

/** Colours of a terminal, or none. Immutable. */
public record Ink(boolean coloured) {

    /** Says what it is to people. */
    static String word(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED -> "allowed";
            case PARTLY -> "partly allowed";
            case DENIED -> "denied";
            case NOBODY -> "nobody there";
            case UNKNOWN -> "unknown";
        };
    }

    String of(Outcome outcome) {
        return paint(outcome, word(outcome));
    }

    public String paint(Outcome outcome, String text) {
        String code = switch (outcome) {
            case ALLOWED -> "32";
            case PARTLY -> "33";
            case DENIED, NOBODY -> "31";
            case UNKNOWN -> "36";
        };
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
