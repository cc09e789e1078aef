package io.kinglet.k8s.spec;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The syntax of labels and ports in the Kubernetes API. Each rule gives null for what is good, otherwise what is accepted. */
public final class Syntax {

    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Pattern PORT = Pattern.compile("[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");

    private Syntax() {}

    /** The key of a label, with its prefix if it has one. */
    public static @Nullable String labelKey(String text) {
        int slash = text.indexOf('/');
        String name = text.substring(slash + 1);
        boolean good = slash < 0 || PREFIX.matcher(text.substring(0, slash)).matches();
        return good && !name.isEmpty() && VALUE.matcher(name).matches()
                ? null
                : "write at most 63 letters, digits, '-', '_' and '.', with an optional prefix such as example.com/";
    }

    /** The value of a label, which may be empty. */
    public static @Nullable String labelValue(String text) {
        return VALUE.matcher(text).matches()
                ? null
                : "write at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";
    }

    /** The name of a container port (IANA service name, RFC 6335 section 5.1). */
    public static @Nullable String portName(String text) {
        boolean letter = text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        return letter && PORT.matcher(text).matches() && !text.contains("--")
                ? null
                : "write a number without quotes, or the name of a container port: at most 15 lower-case letters, digits"
                        + " and '-', at least one letter";
    }

    /** {@code a, b or c}. */
    public static String choice(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** What was found, short enough for a line. */
    static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
