package io.kinglet.dns.rewrite;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.pattern.TextMatch;
import io.kinglet.dns.rewrite.NameMatch.Form;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Names that match, and what they become. Immutable. */
public final class NameChange {

    /** No metadata is known. */
    private static final UnaryOperator<String> NOTHING = label -> "";

    /**
     * What a name became.
     *
     * @param name null when it is no domain name any more
     */
    record Renamed(@Nullable DomainName name) {}

    private final NameMatch from;
    private final String to;
    private final boolean labels;
    private final @Nullable DomainName name;
    private final String dotted;
    private final @Nullable Template template;

    private NameChange(
            NameMatch from,
            String to,
            boolean labels,
            @Nullable DomainName name,
            String dotted,
            @Nullable Template template) {
        this.from = from;
        this.to = to;
        this.labels = labels;
        this.name = name;
        this.dotted = dotted;
        this.template = template;
    }

    /**
     * @param to what takes the place of what matches: a name, part of one, or text with groups as {@code {1}}
     * @throws IllegalArgumentException if it cannot; the message says why
     */
    public static NameChange of(NameMatch from, String to) {
        return switch (from.form()) {
            case EXACT -> new NameChange(from, to, false, DomainName.parse(lower(to)), "", null);
            case REGEX -> new NameChange(from, to, false, null, "", new Template(lower(to), from.groups(), false));
            default -> new NameChange(from, to, false, null, Dotted.parse(to), null);
        };
    }

    /**
     * As {@link #of} with a regular expression, but {@code {plugin/label}} stands for what is known of the query under that label; where
     * nothing is, the name stays as it is.
     *
     * @throws IllegalArgumentException if {@code from} is no regular expression, too
     */
    public static NameChange withMetadata(NameMatch from, String to) {
        if (from.form() != Form.REGEX) {
            throw new IllegalArgumentException("only the pattern of a regular expression can be followed by metadata");
        }
        return new NameChange(from, to, true, null, "", new Template(to, from.groups(), true));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    NameMatch from() {
        return from;
    }

    /** The change the other way round. Only for suffixes. */
    NameChange reversed() {
        return of(NameMatch.of(from.form(), to), from.text());
    }

    /** What becomes of the name; null when it does not match. */
    @Nullable
    Renamed of(DomainName found) {
        byte[] lower = found.canonicalOctets();
        return of(lower, lower.length, NOTHING);
    }

    /**
     * What becomes of the name in {@code lower[0..length)}; null when it does not match, or metadata is missing.
     *
     * @param metadata gives the value of a label, empty for none
     */
    @Nullable
    Renamed of(byte[] lower, int length, UnaryOperator<String> metadata) {
        if (template != null) {
            TextMatch match = from.find(lower, length);
            String text = match == null ? null : template.expand(match, metadata);
            return text == null ? null : new Renamed(parsed(labels ? lower(text) : text));
        }
        if (!from.matches(lower, length)) {
            return null;
        }
        return new Renamed(name != null ? name : Dotted.name(replaced(Dotted.of(lower, length))));
    }

    private String replaced(String text) {
        int size = from.dotted().length();
        return switch (from.form()) {
            case PREFIX -> dotted + text.substring(size);
            case SUFFIX -> text.substring(0, text.length() - size) + dotted;
            default -> text.replace(from.dotted(), dotted);
        };
    }

    private static @Nullable DomainName parsed(String text) {
        try {
            return DomainName.parse(text);
        } catch (NameSyntaxException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
