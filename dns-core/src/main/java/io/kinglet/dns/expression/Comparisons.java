package io.kinglet.dns.expression;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.pattern.PatternException;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.rr.RecordType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two values. The forms that nearly all expressions have, the type or the name compared with a text that is
 * written out, are worked out without an object. Stateless.
 */
final class Comparisons {

    static final List<String> WORDS = List.of("in", "contains", "startsWith", "endsWith", "matches");
    static final Set<String> SIGNS =
            Set.of("==", "!=", "<", "<=", ">", ">=", "in", "contains", "startsWith", "endsWith", "matches");

    private Comparisons() {}

    static Term of(Term left, String operator, int at, Term right) {
        return switch (operator) {
            case "==" -> equal(left, at, right, false);
            case "!=" -> equal(left, at, right, true);
            case "in" -> in(left, right);
            case "<", "<=", ">", ">=" -> ordered(left, operator, right);
            case "matches" -> matches(left, right);
            default -> texts(left, operator, right);
        };
    }

    /** Numbers added or taken away, texts joined. */
    static Term sum(Term left, boolean minus, int at, Term right) {
        if (left.kind() == Kind.TEXT && !minus) {
            right.as(Kind.TEXT);
            return Term.of(left.at(), Kind.TEXT, (query, asked) -> left.text(query, asked) + right.text(query, asked));
        }
        left.as(Kind.NUMBER);
        right.as(Kind.NUMBER);
        if (left.constant() instanceof Long a && right.constant() instanceof Long b) {
            return Term.constant(at, Kind.NUMBER, minus ? a - b : a + b);
        }
        return Term.of(left.at(), Kind.NUMBER, (query, asked) -> {
            long a = (Long) left.value().of(query, asked);
            long b = (Long) right.value().of(query, asked);
            return minus ? a - b : a + b;
        });
    }

    private static Term equal(Term left, int at, Term right, boolean negated) {
        if (left.kind() != right.kind()) {
            throw new ExpressionException(
                    at, "found " + left.kind().words() + " and " + right.kind().words() + ", which are never equal");
        }
        Term.Test special = right.constant() == null
                ? special(right, left.constant() == null ? List.of() : List.of(left.constant()))
                : special(left, List.of(right.constant()));
        Term.Test equal = special != null
                ? special
                : (query, asked) ->
                        left.value().of(query, asked).equals(right.value().of(query, asked));
        return Term.test(left.at(), (query, asked) -> equal.of(query, asked) != negated);
    }

    private static Term in(Term left, Term right) {
        right.as(Kind.LIST);
        if (!(right.constant() instanceof List<?> list)) {
            return Term.test(
                    left.at(),
                    (query, asked) -> ((List<?>) right.value().of(query, asked))
                            .contains(left.value().of(query, asked)));
        }
        if (!list.isEmpty() && Kind.of(list.get(0)) != left.kind()) {
            throw new ExpressionException(
                    right.at(),
                    "found " + left.kind().words() + " and a list of what is "
                            + Kind.of(list.get(0)).words() + ", which never holds it");
        }
        Term.Test special = special(left, list);
        return Term.test(
                left.at(),
                special != null
                        ? special
                        : (query, asked) -> list.contains(left.value().of(query, asked)));
    }

    /** Null when there is no shorter way. */
    private static Term.@Nullable Test special(Term term, List<?> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (term.function().equals("type")) {
            BitSet types = new BitSet();
            for (Object value : values) {
                int type = RecordType.parse((String) value);
                // Not so is a type spelt otherwise than type() gives it, which equals nothing.
                if (type >= 0 && RecordType.name(type).equals(value)) {
                    types.set(type);
                }
            }
            return (query, asked) -> types.get(query.qtype());
        }
        if (term.function().equals("name") && values.size() == 1) {
            byte[] name = canonical((String) values.get(0));
            return name == null
                    ? null
                    : (query, asked) -> Arrays.equals(name, 0, name.length, query.lowerQname(), 0, query.qnameLength());
        }
        return null;
    }

    private static byte @Nullable [] canonical(String text) {
        try {
            DomainName name = DomainName.parse(text);
            return name.toString().equals(text) && text.equals(text.toLowerCase(java.util.Locale.ROOT))
                    ? name.canonicalOctets()
                    : null;
        } catch (NameSyntaxException e) {
            return null;
        }
    }

    private static Term ordered(Term left, String operator, Term right) {
        if (left.kind() != Kind.TEXT) {
            left.as(Kind.NUMBER);
        }
        right.as(left.kind());
        boolean less = operator.startsWith("<");
        boolean orEqual = operator.endsWith("=");
        return Term.test(left.at(), (query, asked) -> {
            Object a = left.value().of(query, asked);
            Object b = right.value().of(query, asked);
            int order = a instanceof Long number ? number.compareTo((Long) b) : ((String) a).compareTo((String) b);
            return order == 0 ? orEqual : order < 0 == less;
        });
    }

    private static Term texts(Term left, String operator, Term right) {
        left.as(Kind.TEXT);
        right.as(Kind.TEXT);
        return Term.test(left.at(), (query, asked) -> {
            String text = left.text(query, asked);
            String part = right.text(query, asked);
            return switch (operator) {
                case "contains" -> text.contains(part);
                case "startsWith" -> text.startsWith(part);
                default -> text.endsWith(part);
            };
        });
    }

    private static Term matches(Term left, Term right) {
        left.as(Kind.TEXT);
        right.as(Kind.TEXT);
        if (!(right.constant() instanceof String regex)) {
            throw new ExpressionException(
                    right.at(), "the regular expression of `matches` is a text that is written out");
        }
        try {
            TextPattern pattern = TextPattern.compile(regex);
            return Term.test(left.at(), (query, asked) -> pattern.isIn(left.text(query, asked)));
        } catch (PatternException e) {
            throw new ExpressionException(right.at(), "no regular expression: " + e.getMessage());
        }
    }
}
