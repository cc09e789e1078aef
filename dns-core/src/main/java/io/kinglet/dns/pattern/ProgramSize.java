package io.kinglet.dns.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Adds up how many steps a pattern has once its counted repetitions are written out, before anything is built of it: the library
 * bounds one repetition but not those within others. Confined to one call.
 */
final class ProgramSize {

    static final int LARGEST = 100_000;
    static final int DEEPEST = 250;

    private final String text;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private ProgramSize(String text) {
        this.text = text;
    }

    /**
     * Looks at sizes only; what is malformed is the library's to say.
     *
     * @throws PatternException if there are more than {@link #LARGEST} steps, or groups {@link #DEEPEST} deep
     */
    static void check(String text) {
        new ProgramSize(text).add();
    }

    private void add() {
        while (at < text.length()) {
            int start = at;
            char c = text.charAt(at++);
            switch (c) {
                case '(' -> open(start);
                case ')' -> close();
                case '[' -> skipClass();
                case '{' -> repeat();
                case '\\' -> escape();
                default -> atom(1);
            }
            if (sum > LARGEST) {
                throw new PatternException(start, "it repeats too much: written out it has over " + LARGEST + " steps");
            }
        }
    }

    private void atom(long size) {
        sum += size;
        last = size;
    }

    private void open(int start) {
        if (outer.size() == DEEPEST) {
            throw new PatternException(start, "groups stand more than " + DEEPEST + " deep");
        }
        outer.push(sum);
        sum = 1;
        last = 0;
    }

    private void close() {
        if (!outer.isEmpty()) {
            last = sum;
            sum += outer.pop();
        }
    }

    private void escape() {
        boolean quote = at < text.length() && text.charAt(at) == 'Q';
        int end = quote ? text.indexOf("\\E", at) : -1;
        int next = quote ? (end < 0 ? text.length() : end + 2) : at + 1;
        sum += next - at;
        last = 1;
        at = next;
    }

    private void skipClass() {
        int i = at < text.length() && text.charAt(at) == '^' ? at + 1 : at;
        boolean first = true;
        while (i < text.length() && (first || text.charAt(i) != ']')) {
            first = false;
            int posix = text.startsWith("[:", i) ? text.indexOf(":]", i + 2) : -1;
            if (posix >= 0) {
                i = posix + 2;
            } else {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
        }
        at = Math.min(text.length(), i + 1);
        atom(1);
    }

    /** {@code {n}}, {@code {n,}} and {@code {n,m}}; anything else between braces is characters. */
    private void repeat() {
        int comma = -1;
        int i = at;
        while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == ',' && comma < 0)) {
            comma = text.charAt(i) == ',' ? i : comma;
            i++;
        }
        if (i == at || comma == at || i >= text.length() || text.charAt(i) != '}') {
            atom(1);
            return;
        }
        long times = number(at, comma < 0 ? i : comma);
        if (comma >= 0 && comma + 1 < i) {
            times = Math.max(times, number(comma + 1, i));
        }
        sum += last * Math.max(0, times - 1);
        last *= Math.max(1, times);
        at = i + 1;
    }

    /** The library refuses a count over 1000. */
    private long number(int start, int end) {
        return end - start > 4 ? 1001 : Math.min(1001, Long.parseLong(text.substring(start, end)));
    }
}
