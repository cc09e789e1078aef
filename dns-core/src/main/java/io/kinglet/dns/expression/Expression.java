package io.kinglet.dns.expression;

import io.kinglet.dns.wire.Query;

/**
 * A condition on queries, such as {@code incidr(client_ip(), '10.0.0.0/8') && type() in ['A', 'AAAA']}: the part of the peer's
 * expression language that is of use for them. All of it is checked when it is read, types included. Immutable; any thread.
 */
public final class Expression {

    private final String text;
    private final Term term;

    private Expression(String text, Term term) {
        this.text = text;
        this.term = term;
    }

    /**
     * @throws ExpressionException when the text is none, calls what there is not, or gives neither true nor false
     */
    public static Expression parse(String text) {
        return of(text, Parser.parse(text, null));
    }

    /**
     * @param declared what was declared in front of it
     * @throws ExpressionException as the other
     */
    public static Expression parse(String text, Declarations declared) {
        return of(text, Parser.parse(text, declared));
    }

    private static Expression of(String text, Term term) {
        if (term.kind() != Kind.YES_NO) {
            throw new ExpressionException(
                    term.at(), "the expression gives " + term.kind().words() + ", it must give true or false");
        }
        return new Expression(text, term);
    }

    /** Whether the query is such; one for which that cannot be worked out is not. */
    public boolean test(Query query, Asked asked) {
        try {
            return term.isTrue(query, asked);
        } catch (ExpressionFailure e) {
            return false;
        }
    }

    /**
     * Whether the query is such.
     *
     * @throws ExpressionFailure if that cannot be worked out
     */
    public boolean holds(Query query, Asked asked) {
        return term.isTrue(query, asked);
    }

    @Override
    public String toString() {
        return text;
    }
}
