package io.kinglet.server.corefile;

import io.kinglet.dns.name.Spelling;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Help with misspelt words, for messages. */
public final class Words {
    private static final int LONGEST = 64;

    /** A character that {@link #visible} does not show, as a regular expression. */
    public static final String INVISIBLE = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]";

    private Words() {}

    /**
     * The accepted word nearest to what was found, or null when none is near: at most a third of the letters may
     * differ, where a letter too many, too few, other, or swapped with its neighbour counts as one.
     */
    public static @Nullable String nearest(String found, Collection<String> accepted) {
        if (found.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String word : accepted) {
            int far = Math.max(1, word.length() / 3);
            int distance = Spelling.distance(found.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT), far);
            if (distance < least && distance <= far) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** {@code "; did you mean `word`?"}, or nothing. */
    public static String didYouMean(String found, Collection<String> accepted) {
        String nearest = nearest(found, accepted);
        return nearest == null || nearest.equals(found) ? "" : "; did you mean `" + nearest + "`?";
    }

    /** {@code `a`, `b`, `c`}. */
    public static String list(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** The word in backquotes, cut when it is long and with control characters shown as {@code ?}. */
    public static String quote(String word) {
        String cut = word.length() <= LONGEST ? word : word.substring(0, LONGEST) + "...";
        return "`" + visible(cut) + "`";
    }

    /** The text with {@code ?} in place of what steers a terminal or turns the direction of writing (C0, C1, bidirectional marks). */
    public static String visible(String text) {
        return text.replaceAll(INVISIBLE, "?");
    }

    /** The same of each line. */
    public static String visibleLines(String text) {
        return text.lines().map(Words::visible).collect(Collectors.joining("\n"));
    }
}
