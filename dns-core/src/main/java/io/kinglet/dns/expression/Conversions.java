package io.kinglet.dns.expression;

import java.util.List;

/** Functions that make one value of another. Stateless. */
final class Conversions {

    /** Characters that a replacement may come to; names have 1004 at most, escapes included. */
    private static final long LONGEST = 1 << 20;

    private Conversions() {}

    static Term.Value replace(List<Term> arguments) {
        return (query, asked) -> {
            String text = arguments.get(0).text(query, asked);
            String old = arguments.get(1).text(query, asked);
            String with = arguments.get(2).text(query, asked);
            if ((text.length() + 1L) * (with.length() + 1L) > LONGEST) {
                throw new ExpressionFailure("`replace` could come to more than " + LONGEST + " characters");
            }
            return text.replace(old, with);
        };
    }

    /** A number in digits, as one. */
    static Term number(int at, Term argument) {
        if (argument.kind() == Kind.NUMBER) {
            return argument;
        }
        argument.as(Kind.TEXT);
        return Term.of(at, Kind.NUMBER, (query, asked) -> {
            String text = argument.text(query, asked);
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new ExpressionFailure("`int` was given '" + text + "', which is no number");
            }
        });
    }

    static Term text(int at, Term argument) {
        if (argument.kind() == Kind.LIST) {
            throw new ExpressionException(
                    argument.at(), "found a list where a text, a number, true or false is expected");
        }
        return Term.of(
                at,
                Kind.TEXT,
                (query, asked) -> argument.value().of(query, asked).toString());
    }

    static Term group(int at, Term argument) {
        if (argument.kind() != Kind.NUMBER && argument.kind() != Kind.TEXT) {
            throw new ExpressionException(
                    argument.at(),
                    "found " + argument.kind().words() + " where the name or the number of a group is expected");
        }
        if (argument.constant() != null) {
            String name = argument.constant().toString();
            return Term.of(at, Kind.TEXT, (query, asked) -> asked.matched().group(name));
        }
        return Term.of(
                at,
                Kind.TEXT,
                (query, asked) ->
                        asked.matched().group(argument.value().of(query, asked).toString()));
    }
}
