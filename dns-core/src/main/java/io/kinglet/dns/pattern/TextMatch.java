package io.kinglet.dns.pattern;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One match of a {@link TextPattern}, free of it. Immutable. */
public final class TextMatch {

    private final @Nullable String[] groups;
    private final Map<String, Integer> names;
    private final int start;
    private final int end;

    TextMatch(@Nullable String[] groups, Map<String, Integer> names, int start, int end) {
        this.groups = groups;
        this.names = names;
        this.start = start;
        this.end = end;
    }

    /** Where the match begins in the subject. */
    public int start() {
        return start;
    }

    /** The offset behind the match. */
    public int end() {
        return end;
    }

    /** Groups, without group 0. */
    public int groups() {
        return groups.length - 1;
    }

    /** What a group took, 0 for the whole match; empty for a group that took no part and for one that is not there. */
    public String group(int index) {
        String group = index >= 0 && index < groups.length ? groups[index] : null;
        return group == null ? "" : group;
    }

    /** What a named group took; empty for one that took no part and for one that is not there. */
    public String group(String name) {
        return group(names.getOrDefault(name, -1));
    }

    /**
     * The text with {@code $1}, {@code ${1}}, {@code $name} and {@code ${name}} replaced by what the groups took, as Go's regexp
     * does: a name without braces is as long as it can be, {@code $$} is a dollar sign, any other dollar sign is itself.
     */
    public String expand(String template) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', at)) {
            text.append(template, at, dollar);
            at = dollar + 1;
            if (at < template.length() && template.charAt(at) == '$') {
                text.append('$');
                at++;
                continue;
            }
            boolean braced = at < template.length() && template.charAt(at) == '{';
            int first = braced ? at + 1 : at;
            int last = first;
            while (last < template.length() && isNameCharacter(template.charAt(last))) {
                last++;
            }
            boolean closed = !braced || last < template.length() && template.charAt(last) == '}';
            if (last == first || !closed) {
                text.append('$');
                continue;
            }
            text.append(taken(template.substring(first, last)));
            at = braced ? last + 1 : last;
        }
        return text.append(template, at, template.length()).toString();
    }

    private String taken(String reference) {
        boolean number = reference.chars().allMatch(it -> it >= '0' && it <= '9');
        // Go takes 1 for a number and 01 for a name; longer ones are no group's number.
        if (number && reference.length() <= 5 && (reference.length() == 1 || reference.charAt(0) != '0')) {
            return group(Integer.parseInt(reference));
        }
        return group(reference);
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
