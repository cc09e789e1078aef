package io.kinglet.dns.texttemplate;

import org.jspecify.annotations.Nullable;

/** One filling in: what the dot is now, and the variables. Confined to one thread. */
final class Frame {

    /** Far more than a record has. */
    private static final int LONGEST = 65_535;

    final StringBuilder out = new StringBuilder(128);
    final Object root;
    private final @Nullable Object[] variables;
    private @Nullable Object dot;

    Frame(Object root, int variables) {
        this.root = root;
        this.dot = root;
        this.variables = new @Nullable Object[variables];
    }

    @Nullable
    Object dot() {
        return dot;
    }

    void dot(@Nullable Object value) {
        dot = value;
    }

    @Nullable
    Object variable(int slot) {
        return variables[slot];
    }

    void variable(int slot, @Nullable Object value) {
        variables[slot] = value;
    }

    void write(String text) {
        if (out.length() + text.length() > LONGEST) {
            throw new TemplateFailure("the text grows over " + LONGEST + " characters");
        }
        out.append(text);
    }
}
