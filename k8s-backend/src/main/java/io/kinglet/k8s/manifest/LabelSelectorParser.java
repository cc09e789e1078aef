package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSelector.Requirement;
import io.kinglet.k8s.spec.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the text form that the Kubernetes API has for a label selector, left to right. Confined to one thread.
 *
 * <pre>
 *   app=web        app==web       app!=web        (!= also holds without the label)
 *   app in (a,b)   app notin (a)  app  !app       tier>1  tier<5
 * </pre>
 */
public final class LabelSelectorParser {

    private static final String FORMS = "a=b, a!=b, a in (b,c), a notin (b,c), a, !a, a>1 or a<1";

    private final String text;
    private int next;

    private LabelSelectorParser(String text) {
        this.text = text;
    }

    /** Reads a selector; the empty text selects everything. */
    public static LabelSelector parse(String text) throws LabelSelectorException {
        return new LabelSelector(new LabelSelectorParser(text).requirements());
    }

    private List<Requirement> requirements() {
        List<Requirement> requirements = new ArrayList<>();
        skipSpace();
        while (next < text.length()) {
            requirements.add(requirement());
            skipSpace();
            if (next == text.length()) {
                break;
            }
            if (!take(",")) {
                throw wrong(next, "found " + found() + ": write a comma and the next requirement, or end here");
            }
            skipSpace();
            if (next == text.length()) {
                throw wrong(next, "nothing follows the comma: write one more requirement, or leave the comma out");
            }
        }
        return requirements;
    }

    private Requirement requirement() {
        if (take("!")) {
            skipSpace();
            return new Requirement.Absent(key());
        }
        String key = key();
        skipSpace();
        if (take("!=")) {
            return new Requirement.NotIn(key, Set.of(value()));
        }
        if (take("==") || take("=")) {
            return new Requirement.In(key, Set.of(value()));
        }
        if (take(">")) {
            return new Requirement.Beyond(key, true, bound());
        }
        if (take("<")) {
            return new Requirement.Beyond(key, false, bound());
        }
        int start = next;
        return switch (word()) {
            case "" -> new Requirement.Exists(key);
            case "in" -> new Requirement.In(key, values());
            case "notin" -> new Requirement.NotIn(key, values());
            default ->
                throw wrong(
                        start, "found " + quoted(text.substring(start, next)) + ": write one of the forms " + FORMS);
        };
    }

    private String key() {
        int start = next;
        String key = word();
        if (key.isEmpty()) {
            throw wrong(start, "found " + found() + ": a requirement begins with a label key; the forms are " + FORMS);
        }
        String complaint = Syntax.labelKey(key);
        if (complaint != null) {
            throw wrong(start, quoted(key) + " is no label key: " + complaint);
        }
        return key;
    }

    private String value() {
        skipSpace();
        int start = next;
        String value = word();
        String complaint = Syntax.labelValue(value);
        if (complaint != null) {
            throw wrong(start, quoted(value) + " is no label value: " + complaint);
        }
        return value;
    }

    private long bound() {
        skipSpace();
        int start = next;
        String value = word();
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(start, "found " + quoted(value) + ": > and < compare with a whole number");
        }
    }

    private Set<String> values() {
        skipSpace();
        if (!take("(")) {
            throw wrong(next, "found " + found() + ": in and notin are followed by values in parentheses, (b,c)");
        }
        Set<String> values = new LinkedHashSet<>();
        do {
            values.add(value());
            skipSpace();
        } while (take(","));
        if (!take(")")) {
            throw wrong(next, "found " + found() + ": close the values with ')'");
        }
        return values;
    }

    /** Everything up to a space or a mark of the grammar. */
    private String word() {
        int start = next;
        while (next < text.length() && " \t\r\n,()=!<>".indexOf(text.charAt(next)) < 0) {
            next++;
        }
        return text.substring(start, next);
    }

    private boolean take(String mark) {
        if (text.startsWith(mark, next)) {
            next += mark.length();
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
    }

    private String found() {
        return next == text.length() ? "the end" : quoted(text.substring(next, next + 1));
    }

    private static String quoted(String found) {
        return '"' + found + '"';
    }

    private LabelSelectorException wrong(int at, String message) {
        return new LabelSelectorException(text, at + 1, message);
    }
}
