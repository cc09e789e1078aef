package io.kinglet.server.corefile;

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
            int distance = distance(found.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least && distance <= Math.max(1, word.length() / 3)) {
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

    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 ? j : j == 0 ? i : cell(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int cell(int[][] table, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(table[i - 1][j - 1] + change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
