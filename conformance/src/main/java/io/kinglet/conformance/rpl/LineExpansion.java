package io.kinglet.conformance.rpl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two shorthands of case files and cluster files: <code>${NAME}</code>, and <code>{a..b}</code> that repeats its line. */
final class LineExpansion {

    private static final Pattern RANGE = Pattern.compile("\\{(\\d+)\\.\\.(\\d+)}");
    /** No case needs more; a slip of the finger must not fill the memory. */
    private static final int MOST = 10_000;

    private LineExpansion() {}

    /** Each line once for every number of its first range; the same number in every range of the line. */
    static List<String> ranges(List<String> lines) {
        List<String> expanded = new ArrayList<>();
        for (String line : lines) {
            Matcher range = RANGE.matcher(line);
            if (!range.find()) {
                expanded.add(line);
                continue;
            }
            int from = Integer.parseInt(range.group(1));
            int to = Integer.parseInt(range.group(2));
            if (to - from > MOST) {
                throw new IllegalArgumentException("a range of more than " + MOST + " lines");
            }
            for (int i = from; i <= to; i++) {
                expanded.add(range.replaceAll(Integer.toString(i)));
            }
        }
        return expanded;
    }

    /** {@code line} with what {@code names} knows filled in. */
    static String names(String line, Map<String, String> names) {
        String filled = line;
        for (Map.Entry<String, String> entry : names.entrySet()) {
            filled = filled.replace("${" + entry.getKey() + "}", entry.getValue());
        }
        return filled;
    }
}
