package io.kinglet.dns.rewrite;

import io.kinglet.dns.pattern.TextMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of a match: text, groups in braces by their number, and, where they are asked for, labels of metadata. What is
 * put in is not looked at for braces again. Immutable.
 */
final class Template {

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Group(int number) implements Part {}

        record Label(String label) implements Part {}
    }

    private final List<Part> parts = new ArrayList<>();

    /**
     * @param groups how many there are
     * @param labels whether {@code {plugin/label}} stands for metadata
     * @throws IllegalArgumentException for a group that is not there and, with labels, for braces that hold neither
     */
    Template(String text, int groups, boolean labels) {
        int at = 0;
        StringBuilder plain = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            int close = c == '{' ? text.indexOf('}', at) : -1;
            String word = close < 0 ? "" : text.substring(at + 1, close);
            Part part = part(word, groups, labels);
            if (labels && part == null && (c == '{' || c == '}')) {
                throw new IllegalArgumentException(
                        "braces hold the number of a group, as `{1}`, or a label of metadata, as `{kubernetes/client-namespace}`");
            }
            if (part == null) {
                plain.append(c);
                at++;
                continue;
            }
            parts.add(new Part.Text(plain.toString()));
            parts.add(part);
            plain.setLength(0);
            at = close + 1;
        }
        parts.add(new Part.Text(plain.toString()));
    }

    private static @Nullable Part part(String word, int groups, boolean labels) {
        if (word.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(word);
            if (number > groups) {
                throw new IllegalArgumentException("it uses group {" + number + "} of a pattern that has "
                        + (groups == 0 ? "none" : groups == 1 ? "one" : groups + " of them"));
            }
            return new Part.Group(number);
        }
        int slash = word.indexOf('/');
        return labels && slash > 0 && slash < word.length() - 1 && word.indexOf('{') < 0 ? new Part.Label(word) : null;
    }

    /** The text for a match; null when a label has no value. */
    @Nullable
    String expand(TextMatch match, UnaryOperator<String> metadata) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text it) {
                text.append(it.text);
            } else if (part instanceof Part.Group it) {
                text.append(match.group(it.number));
            } else if (part instanceof Part.Label it) {
                String value = metadata.apply(it.label);
                if (value.isEmpty()) {
                    return null;
                }
                text.append(value);
            }
        }
        return text.toString();
    }
}
