package io.kinglet.dns.texttemplate;

/** A template that could not be filled in with these values. */
public final class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateFailure(String message) {
        // The place is in the template, not in this program.
        super(message, null, false, false);
    }
}
