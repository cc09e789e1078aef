package io.kinglet.dns.texttemplate;

import io.kinglet.dns.texttemplate.ActionLexer.Word;
import io.kinglet.dns.texttemplate.Piece.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Go's functions for templates, and {@code parseInt}. Stateless. */
final class Builtins {

    private static final int ANY = 100;

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object of(List<@Nullable Object> arguments);
    }

    private record Function(int least, int most, Call call) {}

    private static final Map<String, Function> ALL = new TreeMap<>(Map.ofEntries(
            function("eq", 2, ANY, arguments -> Comparing.anyEqual(arguments)),
            function("ne", 2, 2, arguments -> !Comparing.equal(arguments.get(0), arguments.get(1))),
            function("lt", 2, 2, arguments -> Comparing.order(arguments.get(0), arguments.get(1)) < 0),
            function("le", 2, 2, arguments -> Comparing.order(arguments.get(0), arguments.get(1)) <= 0),
            function("gt", 2, 2, arguments -> Comparing.order(arguments.get(0), arguments.get(1)) > 0),
            function("ge", 2, 2, arguments -> Comparing.order(arguments.get(0), arguments.get(1)) >= 0),
            function("not", 1, 1, arguments -> !Piece.isTrue(arguments.get(0))),
            function("len", 1, 1, arguments -> length(arguments.get(0))),
            function("index", 1, ANY, Builtins::index),
            function("slice", 1, 3, Builtins::slice),
            function("print", 0, ANY, GoText::printAll),
            function(
                    "println",
                    0,
                    ANY,
                    arguments -> arguments.stream().map(GoText::print).collect(Collectors.joining(" ")) + "\n"),
            function("printf", 1, ANY, arguments -> {
                return GoFormat.format(text(arguments.get(0)), arguments.subList(1, arguments.size()));
            }),
            function("parseInt", 3, 3, Builtins::parseInt)));

    private Builtins() {}

    private static Map.Entry<String, Function> function(String name, int least, int most, Call call) {
        return Map.entry(name, new Function(least, most, call));
    }

    static Value call(Word name, List<Value> arguments) {
        List<Value> each = List.copyOf(arguments);
        if (name.text().equals("and") || name.text().equals("or")) {
            check(name, each.size(), 1, ANY);
            boolean stopsAt = name.text().equals("or");
            return frame -> either(each, stopsAt, frame);
        }
        Function function = ALL.get(name.text());
        if (function == null) {
            List<String> known = new ArrayList<>(ALL.keySet());
            known.add("and");
            known.add("or");
            throw new TemplateException(
                    name.at(),
                    "found " + name.shown() + "; a field begins with a dot, and the functions are "
                            + known.stream().sorted().map(it -> "`" + it + "`").collect(Collectors.joining(", ")));
        }
        check(name, each.size(), function.least, function.most);
        return frame -> {
            List<@Nullable Object> values = new ArrayList<>(each.size());
            for (Value value : each) {
                values.add(value.of(frame));
            }
            return function.call.of(values);
        };
    }

    private static void check(Word name, int found, int least, int most) {
        if (found < least || found > most) {
            String wanted = least == most ? "" + least : most == ANY ? least + " or more" : least + " to " + most;
            throw new TemplateException(name.at(), name.shown() + " takes " + wanted + " arguments, not " + found);
        }
    }

    /** The first that decides, which need not be true or false; what is behind it is not worked out. */
    private static @Nullable Object either(List<Value> each, boolean stopsAt, Frame frame) {
        Object value = null;
        for (Value one : each) {
            value = one.of(frame);
            if (Piece.isTrue(value) == stopsAt) {
                return value;
            }
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new TemplateFailure("found " + GoText.kind(value) + " where a text is expected");
    }

    private static long number(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new TemplateFailure("found " + GoText.kind(value) + " where a number is expected");
    }

    private static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new TemplateFailure("`len` of " + GoText.kind(value));
    }

    private static @Nullable Object index(List<@Nullable Object> arguments) {
        Object value = arguments.get(0);
        for (Object key : arguments.subList(1, arguments.size())) {
            if (value instanceof Map<?, ?> map) {
                value = map.containsKey(text(key)) ? map.get(text(key)) : "";
            } else if (value instanceof List<?> list) {
                value = list.get(within(number(key), list.size() - 1));
            } else if (value instanceof String text) {
                value = (long) text.charAt(within(number(key), text.length() - 1));
            } else {
                throw new TemplateFailure("`index` into " + GoText.kind(value));
            }
        }
        return value;
    }

    private static Object slice(List<@Nullable Object> arguments) {
        Object value = arguments.get(0);
        int size = (int) length(value);
        int end = arguments.size() > 2 ? within(number(arguments.get(2)), size) : size;
        int start = arguments.size() > 1 ? within(number(arguments.get(1)), end) : 0;
        if (value instanceof List<?> list) {
            return list.subList(start, end);
        }
        return text(value).substring(start, end);
    }

    private static int within(long index, int most) {
        if (index < 0 || index > most) {
            throw new TemplateFailure("index " + index + " is out of range");
        }
        return (int) index;
    }

    /** {@code strconv.ParseUint}. */
    private static Object parseInt(List<@Nullable Object> arguments) {
        String text = text(arguments.get(0));
        long base = number(arguments.get(1));
        long bits = number(arguments.get(2));
        if (base != 0 && (base < 2 || base > 36) || bits < 0 || bits > 64) {
            throw new TemplateFailure("`parseInt` takes a base of 2 to 36, or 0, and 0 to 64 bits");
        }
        String digits = text;
        if (base == 0) {
            String lower = text.toLowerCase(java.util.Locale.ROOT).replace("_", "");
            base = lower.startsWith("0x") ? 16 : lower.startsWith("0b") ? 2 : lower.startsWith("0") ? 8 : 10;
            digits = lower.replaceFirst(base == 10 ? "^" : base == 8 ? "^0o?(?=.)" : "^0.", "");
        }
        boolean plain =
                !digits.isEmpty() && digits.length() <= 64 && digits.charAt(0) != '-' && digits.charAt(0) != '+';
        try {
            BigInteger number = plain ? new BigInteger(digits, (int) base) : BigInteger.ONE.negate();
            int most = bits == 0 ? 64 : (int) bits;
            if (number.signum() >= 0 && number.bitLength() <= Math.min(most, 63)) {
                return number.longValue();
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new TemplateFailure(
                "`parseInt` finds no number of base " + base + " and " + bits + " bits in \"" + text + "\"");
    }
}
