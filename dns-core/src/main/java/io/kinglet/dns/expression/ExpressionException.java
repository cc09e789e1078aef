package io.kinglet.dns.expression;

/** A text that is no expression. The message says what was found and what is accepted. */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int offset;

    ExpressionException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where in the text, from 0. */
    public int offset() {
        return offset;
    }
}
