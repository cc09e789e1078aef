package io.kinglet.dns.expression;

import io.kinglet.dns.expression.Lexer.Sort;
import io.kinglet.dns.expression.Lexer.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression, the loosest binding first.
 *
 * <pre>
 *   choice      either [? choice : choice]
 *   either      both { || both }                        or
 *   both        comparison { &amp;&amp; comparison }              and
 *   comparison  sum [== != &lt; &lt;= &gt;= &gt; in contains startsWith endsWith matches, or not and one of these words, sum]
 *   sum         unary { + - unary }
 *   unary       ! unary, not unary, - unary, or primary
 *   primary     text, number, true, false, name(arguments), variable, [ list ], ( choice ),
 *               any, all or none ([ list ], condition on #), the condition in braces or not
 * </pre>
 *
 * <p>A condition on the items of a list is read once for each, so that it knows its item beforehand.
 *
 * Confined to one parse.
 */
final class Parser {

    /** Far more than anyone nests; a bound on the stack. */
    private static final int DEEPEST = 100;

    /** Conditions that those on lists become, those on lists within lists included. */
    private static final int MOST_CONDITIONS = 1_000;

    private final Lexer words;
    private final @Nullable Declarations declared;
    /** What {@code #} is; null outside conditions on items. */
    private @Nullable Object item;

    private int conditions;
    private int depth;

    private Parser(String text, @Nullable Declarations declared) {
        words = new Lexer(text);
        this.declared = declared;
    }

    /**
     * @param declared null where there are no patterns
     */
    static Term parse(String text, @Nullable Declarations declared) {
        Parser parser = new Parser(text, declared);
        Term whole = parser.choice();
        Word rest = parser.words.peek();
        if (rest.sort() != Sort.END) {
            throw new ExpressionException(
                    rest.at(), "found " + rest.shown() + " where an operator or the end is expected");
        }
        return whole;
    }

    private Term choice() {
        if (++depth > DEEPEST) {
            throw new ExpressionException(words.peek().at(), "the expression nests more than " + DEEPEST + " deep");
        }
        Term condition = either();
        if (words.skip("?")) {
            Term yes = choice();
            words.expect(":");
            Term no = choice().as(yes.kind());
            condition.as(Kind.YES_NO);
            Term asked = condition;
            condition = Term.of(
                    asked.at(),
                    yes.kind(),
                    (query, where) ->
                            (asked.isTrue(query, where) ? yes : no).value().of(query, where));
        }
        depth--;
        return condition;
    }

    private Term either() {
        Term left = both();
        while (words.skip("||") || words.skip("or")) {
            Term one = left.as(Kind.YES_NO);
            Term other = both().as(Kind.YES_NO);
            left = Term.test(one.at(), (query, asked) -> one.isTrue(query, asked) || other.isTrue(query, asked));
        }
        return left;
    }

    private Term both() {
        Term left = comparison();
        while (words.skip("&&") || words.skip("and")) {
            Term one = left.as(Kind.YES_NO);
            Term other = comparison().as(Kind.YES_NO);
            left = Term.test(one.at(), (query, asked) -> one.isTrue(query, asked) && other.isTrue(query, asked));
        }
        return left;
    }

    private Term comparison() {
        Term left = sum();
        while (true) {
            Word operator = words.peek();
            boolean negated = operator.is("not");
            if (!Comparisons.SIGNS.contains(operator.text()) && !negated || operator.sort() == Sort.TEXT) {
                return left;
            }
            words.take();
            if (negated) {
                operator = words.take();
                if (!Comparisons.WORDS.contains(operator.text())) {
                    throw new ExpressionException(
                            operator.at(),
                            "found " + operator.shown() + " behind `not`; accepted are "
                                    + String.join(", ", Comparisons.WORDS));
                }
            }
            Term compared = Comparisons.of(left, operator.text(), operator.at(), sum());
            left = negated ? not(compared) : compared;
        }
    }

    private Term sum() {
        Term left = unary();
        while (words.peek().is("+") || words.peek().is("-")) {
            Word sign = words.take();
            left = Comparisons.sum(left, sign.text().equals("-"), sign.at(), unary());
        }
        return left;
    }

    private Term unary() {
        Word word = words.peek();
        if (++depth > DEEPEST) {
            throw new ExpressionException(word.at(), "the expression nests more than " + DEEPEST + " deep");
        }
        Term term;
        if (words.skip("!") || words.skip("not")) {
            term = not(unary().as(Kind.YES_NO));
        } else if (words.skip("-")) {
            term = Comparisons.sum(Term.constant(word.at(), Kind.NUMBER, 0L), true, word.at(), unary());
        } else {
            term = primary();
        }
        depth--;
        return term;
    }

    private static Term not(Term term) {
        return Term.test(term.at(), (query, asked) -> !term.isTrue(query, asked));
    }

    private Term primary() {
        Word word = words.take();
        switch (word.sort()) {
            case TEXT:
                return Term.constant(word.at(), Kind.TEXT, word.text());
            case NUMBER:
                if (word.text().length() > 18) {
                    throw new ExpressionException(
                            word.at(), "found " + word.shown() + "; numbers have at most 18 digits");
                }
                return Term.constant(word.at(), Kind.NUMBER, Long.parseLong(word.text()));
            case NAME:
                return named(word);
            default:
                break;
        }
        if (word.is("(")) {
            Term inner = choice();
            words.expect(")");
            return inner;
        }
        if (word.is("[")) {
            return list(word.at());
        }
        if (word.is("#")) {
            if (item == null) {
                throw new ExpressionException(word.at(), "`#` stands in the condition of `any`, `all` or `none` alone");
            }
            return Term.constant(word.at(), Kind.of(item), item);
        }
        throw new ExpressionException(word.at(), "found " + word.shown() + " where a value is expected");
    }

    private Term named(Word word) {
        if (word.text().equals("true") || word.text().equals("false")) {
            return Term.constant(word.at(), Kind.YES_NO, Boolean.valueOf(word.text()));
        }
        if (!words.peek().is("(")) {
            Variable variable = declared == null ? null : declared.find(word.text());
            if (variable == null) {
                throw Functions.unknown(word, declared);
            }
            return variable.reference(word.at());
        }
        words.take();
        return Functions.ITEMS.contains(word.text()) ? ofItems(word) : Functions.call(word, arguments(")"), declared);
    }

    private Term ofItems(Word name) {
        Term list = choice().as(Kind.LIST);
        if (!(list.constant() instanceof List<?> items) || items.isEmpty()) {
            throw new ExpressionException(
                    list.at(), "`" + name.text() + "` takes a list that is written out and not empty");
        }
        words.expect(",");
        int start = words.peek().at();
        Object outer = item;
        List<Term> each = new ArrayList<>();
        for (Object one : items) {
            if (++conditions > MOST_CONDITIONS) {
                throw new ExpressionException(
                        name.at(), "the lists come to more than " + MOST_CONDITIONS + " conditions");
            }
            words.back(start);
            item = one;
            boolean braces = words.skip("{");
            each.add(choice().as(Kind.YES_NO));
            if (braces) {
                words.expect("}");
            }
        }
        item = outer;
        words.expect(")");
        // All of them are so, or it is not so that none is; the first that decides ends it.
        boolean all = name.is("all");
        boolean found = name.is("any");
        return Term.test(name.at(), (query, asked) -> {
            for (int i = 0; i < each.size(); i++) {
                if (each.get(i).isTrue(query, asked) != all) {
                    return found;
                }
            }
            return !found;
        });
    }

    private Term list(int at) {
        List<Term> items = arguments("]");
        List<Object> constants = new ArrayList<>();
        for (Term item : items) {
            if (item.constant() == null || item.kind() != items.get(0).kind() || item.kind() == Kind.LIST) {
                throw new ExpressionException(item.at(), "a list holds texts alone or numbers alone, written out");
            }
            constants.add(Objects.requireNonNull(item.constant()));
        }
        return Term.constant(at, Kind.LIST, List.copyOf(constants));
    }

    private List<Term> arguments(String end) {
        List<Term> terms = new ArrayList<>();
        while (!words.skip(end)) {
            if (!terms.isEmpty()) {
                words.expect(",");
            }
            terms.add(choice());
        }
        return terms;
    }
}
