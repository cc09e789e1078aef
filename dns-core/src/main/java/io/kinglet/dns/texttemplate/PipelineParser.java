package io.kinglet.dns.texttemplate;

import io.kinglet.dns.texttemplate.ActionLexer.Sort;
import io.kinglet.dns.texttemplate.ActionLexer.Word;
import io.kinglet.dns.texttemplate.Piece.Value;
import io.kinglet.dns.texttemplate.TextTemplate.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads pipelines.
 *
 * <pre>
 *   pipeline  [$name := or $name =] command { | command }       what a command gives is the last argument of the next
 *   command   function operand... | field operand | operand
 *   operand   text, number, true, false, nil, . or, each with .Field behind it: .Field, $name, (pipeline)
 * </pre>
 *
 * Confined to one parse.
 */
final class PipelineParser {

    private static final int DEEPEST = 50;

    /**
     * @param declares whether it only sets a variable, and adds no text
     * @param fieldAlone whether it is a field of what is filled in, and nothing else
     * @param index of {@code range}: the variable for it, -1 for none
     */
    record Pipeline(Value value, boolean declares, boolean fieldAlone, int index, int element) {}

    /**
     * @param path from what is filled in; null when it starts elsewhere
     * @param constant what it is when that is written out
     */
    record Operand(
            Value value,
            @Nullable List<String> path,
            @Nullable Object constant,
            boolean callable) {}

    private final Set<String> fields;
    private final List<Reference> references = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private int slots;
    private boolean dotIsRoot = true;
    private int depth;

    PipelineParser(Set<String> fields) {
        this.fields = fields;
    }

    List<Reference> references() {
        return references;
    }

    /** Variables that were ever declared. */
    int slots() {
        return slots;
    }

    int scope() {
        return variables.size();
    }

    /** Forgets the variables declared since {@link #scope()} said so. */
    void leave(int scope) {
        variables.subList(scope, variables.size()).clear();
        places.subList(scope, places.size()).clear();
    }

    boolean dotIsRoot() {
        return dotIsRoot;
    }

    void dotIsRoot(boolean yes) {
        dotIsRoot = yes;
    }

    Pipeline read(ActionLexer words) {
        Word word = words.peek();
        if (word.sort() != Sort.VARIABLE || word.text().isEmpty()) {
            return piped(words);
        }
        words.take();
        if (words.skip(":=")) {
            Pipeline value = piped(words);
            return set(declare(word.text()), value);
        }
        if (words.skip("=")) {
            return set(place(word), piped(words));
        }
        return piped(words, chain(words, variable(word), null));
    }

    private static Pipeline set(int slot, Pipeline value) {
        Value set = frame -> {
            frame.variable(slot, value.value().of(frame));
            return null;
        };
        return new Pipeline(set, true, false, -1, -1);
    }

    /** Of {@code range}: what it goes over, and the variables that take what it finds. */
    Pipeline readRange(ActionLexer words) {
        Word word = words.peek();
        if (word.sort() != Sort.VARIABLE || word.text().isEmpty()) {
            return piped(words);
        }
        words.take();
        String second = "";
        if (words.skip(",")) {
            Word other = words.take();
            if (other.sort() != Sort.VARIABLE || other.text().isEmpty()) {
                throw new TemplateException(
                        other.at(), "found " + other.shown() + "; accepted is a variable such as `$e`");
            }
            second = other.text();
        }
        if (!words.skip(":=")) {
            if (!second.isEmpty()) {
                throw new TemplateException(
                        words.peek().at(), "found " + words.peek().shown() + "; accepted is `:=`");
            }
            return piped(words, chain(words, variable(word), null));
        }
        Pipeline over = piped(words);
        int first = declare(word.text());
        return second.isEmpty()
                ? new Pipeline(over.value(), false, false, -1, first)
                : new Pipeline(over.value(), false, false, first, declare(second));
    }

    private int declare(String name) {
        variables.add(name);
        places.add(slots);
        return slots++;
    }

    private int place(Word variable) {
        int index = variables.lastIndexOf(variable.text());
        if (index < 0) {
            throw new TemplateException(
                    variable.at(), "there is no variable `$" + variable.text() + "` here; declare it with `:=`");
        }
        return places.get(index);
    }

    private Value variable(Word word) {
        int slot = place(word);
        return frame -> frame.variable(slot);
    }

    private Pipeline piped(ActionLexer words) {
        return piped(words, null);
    }

    private Pipeline piped(ActionLexer words, @Nullable Operand begun) {
        if (++depth > DEEPEST) {
            throw new TemplateException(words.peek().at(), "the action nests more than " + DEEPEST + " deep");
        }
        int named = references.size();
        Word start = words.peek();
        Value value = command(words, begun, null);
        boolean alone = begun == null && start.sort() == Sort.FIELD && references.size() == named + 1;
        while (words.skip("|")) {
            value = command(words, null, value);
            alone = false;
        }
        depth--;
        return new Pipeline(value, false, alone, -1, -1);
    }

    /**
     * @param begun the first operand, when it has been read
     * @param last what is piped in; null for nothing
     */
    private Value command(ActionLexer words, @Nullable Operand begun, @Nullable Value last) {
        Word word = words.peek();
        boolean function = begun == null
                && word.sort() == Sort.NAME
                && !Set.of("true", "false", "nil").contains(word.text());
        if (function) {
            words.take();
        }
        List<Operand> operands = new ArrayList<>();
        if (begun != null) {
            operands.add(begun);
        }
        while (!endsCommand(words.peek())) {
            operands.add(operand(words));
        }
        List<Value> arguments = operands.stream().map(Operand::value).collect(Collectors.toCollection(ArrayList::new));
        if (last != null) {
            arguments.add(last);
        }
        if (function) {
            noteIndex(word, operands);
            return Builtins.call(word, arguments);
        }
        if (operands.isEmpty()) {
            throw new TemplateException(word.at(), "found " + word.shown() + " where a value is expected");
        }
        if (arguments.size() == 1) {
            return operands.get(0).value();
        }
        if (!operands.get(0).callable() || arguments.size() > 2) {
            throw new TemplateException(word.at(), word.shown() + " takes no such arguments; only functions do");
        }
        return called(arguments.get(0), arguments.get(1));
    }

    private static Value called(Value method, Value argument) {
        return frame -> {
            if (method.of(frame) instanceof Fields.Method it && argument.of(frame) instanceof String text) {
                return it.of(text);
            }
            throw new TemplateFailure("a field that takes no text was given an argument");
        };
    }

    private static boolean endsCommand(Word word) {
        return word.sort() == Sort.END || word.is("|") || word.is(")");
    }

    /** {@code index .Match 1} names a field just as {@code .Group.a} does. */
    private void noteIndex(Word function, List<Operand> operands) {
        if (function.text().equals("index") && operands.size() == 2) {
            List<String> path = operands.get(0).path();
            Object key = operands.get(1).constant();
            if (path != null && key != null) {
                List<String> longer = new ArrayList<>(path);
                longer.add(key.toString());
                references.add(new Reference(longer, function.at()));
            }
        }
    }

    private Operand operand(ActionLexer words) {
        Word word = words.take();
        switch (word.sort()) {
            case TEXT:
                return constant(word.text());
            case NUMBER:
                return constant(Long.parseLong(word.text()));
            case FIELD:
                check(word);
                return chain(words, field(Frame::dot, word.text()), dotIsRoot ? List.of(word.text()) : null, word.at());
            case VARIABLE:
                return word.text().isEmpty() ? root(words, word) : chain(words, variable(word), null);
            case NAME:
                return named(word);
            default:
                break;
        }
        if (word.is(".")) {
            return new Operand(Frame::dot, dotIsRoot ? List.of() : null, null, false);
        }
        if (word.is("(")) {
            Pipeline inner = piped(words);
            if (!words.skip(")")) {
                throw new TemplateException(
                        words.peek().at(), "found " + words.peek().shown() + "; accepted is `)`");
            }
            return chain(words, inner.value(), null);
        }
        throw new TemplateException(word.at(), "found " + word.shown() + " where a value is expected");
    }

    private static Operand constant(Object value) {
        return new Operand(frame -> value, null, value, false);
    }

    private static Operand named(Word word) {
        return switch (word.text()) {
            case "true" -> constant(true);
            case "false" -> constant(false);
            case "nil" -> new Operand(frame -> null, null, null, false);
            default -> {
                // A function without arguments, such as there is none of.
                throw new TemplateException(
                        word.at(),
                        "found " + word.shown() + " where a value is expected; put a call in round brackets");
            }
        };
    }

    private Operand root(ActionLexer words, Word dollar) {
        Word next = words.peek();
        if (next.sort() != Sort.FIELD || next.spaced()) {
            return new Operand(frame -> frame.root, List.of(), null, false);
        }
        words.take();
        boolean outside = dotIsRoot;
        dotIsRoot = true;
        check(next);
        dotIsRoot = outside;
        return chain(words, field(frame -> frame.root, next.text()), List.of(next.text()), dollar.at());
    }

    private void check(Word field) {
        if (dotIsRoot && !fields.contains(field.text())) {
            throw new TemplateException(
                    field.at(),
                    "found " + field.shown() + "; the fields are "
                            + new TreeSet<>(fields)
                                    .stream().map(it -> "`." + it + "`").collect(Collectors.joining(", ")));
        }
    }

    private Operand chain(ActionLexer words, Value start, @Nullable List<String> path) {
        return chain(words, start, path, 0);
    }

    /** Fields that follow without a blank. */
    private Operand chain(ActionLexer words, Value start, @Nullable List<String> path, int at) {
        Value value = start;
        List<String> longer = path == null ? null : new ArrayList<>(path);
        while (words.peek().sort() == Sort.FIELD && !words.peek().spaced()) {
            String name = words.take().text();
            value = field(value, name);
            if (longer != null) {
                longer.add(name);
            }
        }
        if (longer != null) {
            references.add(new Reference(longer, at));
        }
        return new Operand(value, longer, null, true);
    }

    private static Value field(Value of, String name) {
        return frame -> {
            Object value = of.of(frame);
            if (value instanceof Fields fields) {
                return fields.field(name);
            }
            if (value instanceof Map<?, ?> map) {
                return map.containsKey(name) ? map.get(name) : GoText.NO_VALUE;
            }
            throw new TemplateFailure("there is no field " + name + " in " + GoText.kind(value));
        };
    }
}
