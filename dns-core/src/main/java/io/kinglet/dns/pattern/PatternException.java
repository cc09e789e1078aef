package io.kinglet.dns.pattern;

/** A text that is no regular expression. The message says which part is wrong and why. */
public final class PatternException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    PatternException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where in the text the wrong part begins, from 0. */
    public int offset() {
        return offset;
    }
}
