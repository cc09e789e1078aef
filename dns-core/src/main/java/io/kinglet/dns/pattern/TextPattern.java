package io.kinglet.dns.pattern;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A regular expression in RE2's syntax. Time of a match is linear in the text. Any thread. */
public final class TextPattern {

    /** Characters of a pattern, at most. */
    public static final int LONGEST = 10_000;

    private final String text;
    private final Pattern pattern;
    private final Map<String, Integer> names;

    private TextPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
        this.names = Map.copyOf(pattern.namedGroups());
    }

    /**
     * Reads a pattern.
     *
     * @throws PatternException if the text is none, is longer than {@link #LONGEST}, or repeats too much
     */
    public static TextPattern compile(String text) {
        if (text.length() > LONGEST) {
            throw new PatternException(LONGEST, "a pattern has at most " + LONGEST + " characters");
        }
        ProgramSize.check(text);
        try {
            return new TextPattern(text, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            String part = e.getPattern();
            String where = part.isEmpty() || part.equals(text) ? "" : " in `" + part + "`";
            throw new PatternException(Math.max(0, text.indexOf(part)), e.getDescription() + where);
        }
    }

    /** The pattern as it was written. */
    public String text() {
        return text;
    }

    /** How many groups can be asked for, besides group 0, the whole. */
    public int groups() {
        return pattern.groupCount();
    }

    /** The number of each named group. */
    public Map<String, Integer> names() {
        return names;
    }

    /** Whether the pattern is found anywhere in the subject; a pattern says itself where it is anchored. */
    public boolean isIn(String subject) {
        return pattern.matcher(subject).find();
    }

    /** The leftmost match; null when there is none. */
    public @Nullable TextMatch find(String subject) {
        Matcher matcher = pattern.matcher(subject);
        return matcher.find() ? match(matcher) : null;
    }

    /** The match that takes the subject from its first character to its last; null when there is none. */
    public @Nullable TextMatch matchWhole(String subject) {
        Matcher matcher = pattern.matcher(subject);
        return matcher.matches() ? match(matcher) : null;
    }

    /** The subject with every match replaced by what {@link TextMatch#expand} makes of {@code replacement}. */
    public String replaceAll(String subject, String replacement) {
        Matcher matcher = pattern.matcher(subject);
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            boolean emptyBehindLast = matcher.end() == copied && matcher.start() == copied && copied > 0;
            if (!emptyBehindLast) {
                replaced.append(subject, copied, matcher.start());
                replaced.append(match(matcher).expand(replacement));
                copied = matcher.end();
            }
        }
        return replaced.append(subject, copied, subject.length()).toString();
    }

    private TextMatch match(Matcher matcher) {
        @Nullable String[] groups = new @Nullable String[matcher.groupCount() + 1];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = matcher.group(i);
        }
        return new TextMatch(groups, names, matcher.start(), matcher.end());
    }

    @Override
    public String toString() {
        return text;
    }
}
