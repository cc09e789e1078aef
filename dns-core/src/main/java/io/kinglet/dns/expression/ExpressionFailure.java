package io.kinglet.dns.expression;

/** An expression that has no value for this query. */
public final class ExpressionFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExpressionFailure(String message) {
        // The place is in the expression, not in this program.
        super(message, null, false, false);
    }
}
