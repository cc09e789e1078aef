package io.kinglet.dns.rewrite;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.TextMatch;
import io.kinglet.dns.pattern.TextPattern;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which names a rule is about. Immutable. */
public final class NameMatch {

    /** What is compared, and how. */
    public enum Form {
        /** The whole name. */
        EXACT,
        /** How the name begins, in the middle of a label too. */
        PREFIX,
        /** How the name ends, in the middle of a label too. */
        SUFFIX,
        /** Anything in the name. */
        SUBSTRING,
        /** What a regular expression finds in the name in presentation format, with the dot at its end. */
        REGEX
    }

    private static final String ESCAPED = ".\\\"();@$";

    private final Form form;
    private final String text;
    private final @Nullable DomainName name;
    private final byte[] canonical;
    private final @Nullable Fragment fragment;
    private final @Nullable TextPattern pattern;

    private NameMatch(
            Form form,
            String text,
            @Nullable DomainName name,
            @Nullable Fragment fragment,
            @Nullable TextPattern pattern) {
        this.form = form;
        this.text = text;
        this.name = name;
        canonical = name == null ? new byte[0] : name.canonicalOctets();
        this.fragment = fragment;
        this.pattern = pattern;
    }

    /**
     * @param text a name, part of one, or a regular expression; letters of the first two match in any case
     * @throws IllegalArgumentException if the text is none of that; the message says why
     */
    public static NameMatch of(Form form, String text) {
        if (form == Form.EXACT) {
            return new NameMatch(form, text, DomainName.parse(text), null, null);
        }
        if (form == Form.REGEX) {
            TextPattern pattern = TextPattern.compile(text);
            return new NameMatch(form, text, null, RequiredText.of(pattern), pattern);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return new NameMatch(form, text, null, new Fragment(Dotted.parse(text)), null);
    }

    public Form form() {
        return form;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Groups of the regular expression, without the whole match; 0 for other forms. */
    public int groups() {
        return pattern == null ? 0 : pattern.groups();
    }

    /** The name of {@link Form#EXACT}; null for other forms. */
    @Nullable
    DomainName name() {
        return name;
    }

    /** The text looked for by the forms between exact and regular expression. */
    String dotted() {
        return Objects.requireNonNull(fragment).dotted();
    }

    /** Whether the name in {@code lower[0..length)} is one of these. Allocates only where a regular expression is tried. */
    boolean matches(byte[] lower, int length) {
        return switch (form) {
            case EXACT -> Arrays.equals(lower, 0, length, canonical, 0, canonical.length);
            case PREFIX -> fragment != null && fragment.begins(lower, length);
            case SUFFIX -> fragment != null && fragment.ends(lower, length);
            case SUBSTRING -> fragment != null && fragment.isIn(lower, length);
            case REGEX -> pattern != null && mayMatch(lower, length) && pattern.isIn(text(lower, length));
        };
    }

    /** What the regular expression finds; null when it finds nothing. */
    @Nullable
    TextMatch find(byte[] lower, int length) {
        return pattern != null && mayMatch(lower, length) ? pattern.find(text(lower, length)) : null;
    }

    private boolean mayMatch(byte[] lower, int length) {
        return fragment == null || fragment.isIn(lower, length) || !isPlain(lower, length);
    }

    /** Whether the name needs no escapes in presentation format. */
    private static boolean isPlain(byte[] lower, int length) {
        for (int label = 0; label < length; label += lower[label] + 1) {
            for (int i = label + 1; i <= label + lower[label]; i++) {
                if (lower[i] <= ' ' || lower[i] == 127 || ESCAPED.indexOf(lower[i]) >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String text(byte[] lower, int length) {
        return DomainName.copyOf(lower, 0, length).toString();
    }

    @Override
    public String toString() {
        return form.name().toLowerCase(java.util.Locale.ROOT) + " " + text;
    }
}
