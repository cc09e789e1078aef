package io.kinglet.k8s.manifest;

/** A label selector that cannot be read: what was found, where, and what belongs there. */
public final class LabelSelectorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int column;

    LabelSelectorException(String selector, int column, String message) {
        super("label selector \"" + selector + "\", character " + column + ": " + message);
        this.column = column;
    }

    /** Where in the selector, from 1. */
    public int column() {
        return column;
    }
}
