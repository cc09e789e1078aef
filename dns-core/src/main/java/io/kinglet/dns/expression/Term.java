package io.kinglet.dns.expression;

import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression. Immutable.
 *
 * @param at where it stands
 * @param constant its value when that is known beforehand; null otherwise
 * @param function of the functions, the name of the one it is without arguments; empty otherwise
 */
record Term(int at, Kind kind, @Nullable Object constant, String function, Value value) {

    /** Works the value out. */
    @FunctionalInterface
    interface Value {
        Object of(Query query, Asked asked);
    }

    /** Works out whether something is so, without an object for it. */
    @FunctionalInterface
    interface Test {
        boolean of(Query query, Asked asked);
    }

    static Term constant(int at, Kind kind, Object constant) {
        return new Term(at, kind, constant, "", (query, asked) -> constant);
    }

    static Term of(int at, Kind kind, Value value) {
        return new Term(at, kind, null, "", value);
    }

    static Term test(int at, Test test) {
        return new Term(at, Kind.YES_NO, null, "", (query, asked) -> test.of(query, asked));
    }

    boolean isTrue(Query query, Asked asked) {
        return (Boolean) value.of(query, asked);
    }

    String text(Query query, Asked asked) {
        return (String) value.of(query, asked);
    }

    /** This term if it gives what is wanted. */
    Term as(Kind wanted) {
        if (kind != wanted) {
            throw new ExpressionException(at, "found " + kind.words() + " where " + wanted.words() + " is expected");
        }
        return this;
    }
}
