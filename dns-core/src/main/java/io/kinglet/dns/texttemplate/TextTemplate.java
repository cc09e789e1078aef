package io.kinglet.dns.texttemplate;

import java.util.List;
import java.util.Set;

/** A template that has been read. Immutable; any thread. */
public final class TextTemplate {

    /** Characters of a template, at most. */
    public static final int LONGEST = 65_535;

    /**
     * A field that a template names, starting from what it is filled in with.
     *
     * @param path such as {@code Group}, {@code a}; for an index that is written out, too
     * @param at where in the text
     */
    public record Reference(List<String> path, int at) {
        public Reference {
            path = List.copyOf(path);
        }
    }

    private final String text;
    private final Piece whole;
    private final int variables;
    private final List<Reference> references;
    private final boolean oneFieldInFront;

    TextTemplate(String text, Piece whole, int variables, List<Reference> references, boolean oneFieldInFront) {
        this.text = text;
        this.whole = whole;
        this.variables = variables;
        this.references = List.copyOf(references);
        this.oneFieldInFront = oneFieldInFront;
    }

    /**
     * @param fields those of what it will be filled in with
     * @throws TemplateException if the text is none
     */
    public static TextTemplate parse(String text, Set<String> fields) {
        if (text.length() > LONGEST) {
            throw new TemplateException(LONGEST, "a template has at most " + LONGEST + " characters");
        }
        return new TemplateParser(text, fields).parse();
    }

    /** The fields it names. */
    public List<Reference> references() {
        return references;
    }

    /** Whether it begins with an action that is a field and nothing else. */
    public boolean beginsWithField() {
        return oneFieldInFront;
    }

    /**
     * The text, filled in.
     *
     * @throws TemplateFailure if it cannot be with these values
     */
    public String fill(Fields values) {
        Frame frame = new Frame(values, variables);
        whole.write(frame);
        return frame.out.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
