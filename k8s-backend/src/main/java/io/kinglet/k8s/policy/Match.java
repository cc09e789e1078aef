package io.kinglet.k8s.policy;

import org.jspecify.annotations.Nullable;

/**
 * Whether a part of a rule is about the traffic: yes, no, or perhaps (the strong logic of Kleene). As every peer and port of a rule is
 * asked once for an end, this says perhaps only where both answers are possible. Immutable.
 *
 * @param doubt what it depends on; null unless it is {@link State#MAYBE}
 */
record Match(State state, @Nullable Reason doubt) {

    static final Match YES = new Match(State.YES, null);
    static final Match NO = new Match(State.NO, null);

    /** From the least to the most that it matches. */
    enum State {
        NO,
        MAYBE,
        YES
    }

    static Match maybe(Reason doubt) {
        return new Match(State.MAYBE, doubt);
    }

    static Match of(boolean matches) {
        return matches ? YES : NO;
    }

    Match or(Match other) {
        return other.state.compareTo(state) > 0 ? other : this;
    }

    Match and(Match other) {
        return other.state.compareTo(state) < 0 ? other : this;
    }

    boolean yes() {
        return state == State.YES;
    }

    boolean no() {
        return state == State.NO;
    }
}
