package io.kinglet.dns.texttemplate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code fmt.Sprintf} for texts, whole numbers, and true and false. Stateless. */
final class GoFormat {

    private static final String VERBS = "sdvxXobcqt";
    private static final int WIDEST = 1000;

    /**
     * One {@code %}-directive.
     *
     * @param precision -1 for none
     * @param end the offset behind it
     */
    private record Verb(String flags, int width, int precision, char letter, int end) {

        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    private GoFormat() {}

    /**
     * @throws TemplateFailure if the format asks for what there is not, or the arguments are too few or too many
     */
    static String format(String format, List<?> arguments) {
        StringBuilder text = new StringBuilder();
        int used = 0;
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                text.append(c);
                continue;
            }
            Verb verb = verb(format, at);
            at = verb.end;
            if (verb.letter == '%') {
                text.append('%');
                continue;
            }
            if (used == arguments.size()) {
                throw new TemplateFailure("`printf` has fewer arguments than `" + format + "` asks for");
            }
            text.append(padded(verb, one(verb, arguments.get(used++))));
        }
        if (used < arguments.size()) {
            throw new TemplateFailure("`printf` has more arguments than `" + format + "` asks for");
        }
        return text.toString();
    }

    private static Verb verb(String format, int start) {
        int at = start;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String flags = format.substring(start, at);
        int first = at;
        at = digits(format, at);
        int width = number(format, first, at, 0);
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            first = at + 1;
            at = digits(format, first);
            precision = number(format, first, at, 0);
        }
        char letter = at < format.length() ? format.charAt(at) : ' ';
        if (letter != '%' && VERBS.indexOf(letter) < 0 || width > WIDEST || precision > WIDEST) {
            throw new TemplateFailure("`%" + format.substring(start, Math.min(format.length(), at + 1))
                    + "` is no verb of `printf` here; accepted are %s %d %v %x %X %o %b %c %q %t and %%");
        }
        return new Verb(flags, width, precision, letter, at + 1);
    }

    private static int digits(String format, int start) {
        int at = start;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static int number(String format, int start, int end, int otherwise) {
        return end == start
                ? otherwise
                : end - start > 4 ? Integer.MAX_VALUE : Integer.parseInt(format, start, end, 10);
    }

    private static String one(Verb verb, @Nullable Object value) {
        if (value instanceof Long number && "dvxXobcq".indexOf(verb.letter) >= 0) {
            return number(verb, number);
        }
        if (value instanceof Boolean && (verb.letter == 't' || verb.letter == 'v')) {
            return value.toString();
        }
        if (value instanceof String text && "svxXq".indexOf(verb.letter) >= 0) {
            return text(verb, text);
        }
        if (verb.letter == 'v' || verb.letter == 's' && value instanceof List) {
            return GoText.print(value);
        }
        throw new TemplateFailure("`%" + verb.letter + "` does not go with " + GoText.kind(value));
    }

    private static String text(Verb verb, String text) {
        String cut = verb.precision >= 0 && verb.precision < text.length() ? text.substring(0, verb.precision) : text;
        return switch (verb.letter) {
            case 'x', 'X' -> {
                StringBuilder hex = new StringBuilder();
                for (byte octet : cut.getBytes(StandardCharsets.UTF_8)) {
                    hex.append(Character.forDigit(octet >> 4 & 15, 16)).append(Character.forDigit(octet & 15, 16));
                }
                yield verb.letter == 'X' ? hex.toString().toUpperCase(Locale.ROOT) : hex.toString();
            }
            case 'q' -> '"' + cut.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> cut;
        };
    }

    private static String number(Verb verb, long number) {
        if (verb.letter == 'c' || verb.letter == 'q') {
            String character = Character.isValidCodePoint((int) number) && number == (int) number
                    ? Character.toString((int) number)
                    : "\ufffd";
            return verb.letter == 'c' ? character : "'" + character + "'";
        }
        int base = switch (verb.letter) {
            case 'x', 'X' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
        String digits = Long.toString(number, base).replace("-", "");
        if (verb.letter == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        String sign = number < 0 ? "-" : verb.has('+') ? "+" : verb.has(' ') ? " " : "";
        String prefix = !verb.has('#') || base == 10 ? "" : base == 16 ? "0" + verb.letter : base == 8 ? "0" : "0b";
        boolean zeros = verb.has('0') && !verb.has('-') && verb.precision < 0;
        int least = zeros ? verb.width - sign.length() - prefix.length() : verb.precision;
        return sign + prefix + "0".repeat(Math.max(0, least - digits.length())) + digits;
    }

    private static String padded(Verb verb, String text) {
        String blanks = " ".repeat(Math.max(0, verb.width - text.codePointCount(0, text.length())));
        return verb.has('-') ? text + blanks : blanks + text;
    }
}
