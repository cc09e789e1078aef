package io.kinglet.dns.texttemplate;

/** A text that is no template. The message says what was found and what is accepted. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    public TemplateException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where in the text, from 0. */
    public int offset() {
        return offset;
    }
}
