package io.kinglet.dns.expression;

import io.kinglet.dns.wire.Query;
import java.util.Objects;

/** A name for the value of an expression. Immutable; any thread. */
public final class Variable {

    /** Characters of a value, at most: variables that join earlier ones would double in length each. */
    static final int LONGEST = 65_535;

    private final String name;
    private final int index;
    private final Term term;

    Variable(String name, int index, Term term) {
        this.name = name;
        this.index = index;
        this.term = term;
    }

    public String name() {
        return name;
    }

    /** Its place among the variables, from 0. */
    public int index() {
        return index;
    }

    /**
     * A {@link String}, {@link Long}, {@link Boolean} or list of these.
     *
     * @throws ExpressionFailure if it has none for this query
     */
    public Object value(Query query, Asked asked) {
        Object value = term.value().of(query, asked);
        if (value instanceof String text && text.length() > LONGEST) {
            throw new ExpressionFailure(
                    "variable " + name + " would have " + text.length() + " characters, more than " + LONGEST);
        }
        return value;
    }

    /**
     * A value of its kind, for trying out.
     *
     * @param text what a text would be
     */
    public Object sample(String text) {
        return term.constant() != null
                ? term.constant()
                : switch (term.kind()) {
                    case TEXT -> text;
                    case NUMBER -> 1L;
                    case YES_NO -> true;
                    case LIST -> java.util.List.of(text);
                };
    }

    /** How expressions behind it see it: itself when it is known, so that what is known stays worked out beforehand. */
    Term reference(int at) {
        return term.constant() != null
                ? Term.constant(at, term.kind(), Objects.requireNonNull(term.constant()))
                : Term.of(at, term.kind(), (query, asked) -> asked.matched().variable(index));
    }
}
