package io.kinglet.dns.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of expressions that stand behind a pattern. There, {@code group} can be called; {@code server_ip} and {@code
 * server_port} cannot, for such expressions are about a name and not about a socket. Confined to one reading.
 */
public final class Declarations {

    /** Far more than anyone declares; a bound on what a query costs. */
    static final int MOST = 100;

    private static final Set<String> KEYWORDS = Set.of(
            "true",
            "false",
            "nil",
            "in",
            "not",
            "and",
            "or",
            "let",
            "if",
            "else",
            "matches",
            "contains",
            "startsWith",
            "endsWith");

    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /**
     * Declares the next variable.
     *
     * @throws IllegalArgumentException if the name cannot be one
     * @throws ExpressionException if the text is no expression
     */
    public void declare(String name, String text) {
        String wrong = wrong(name);
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
        variables.put(name, new Variable(name, variables.size(), Parser.parse(text, this)));
    }

    private @Nullable String wrong(String name) {
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            return "accepted is a name of letters, digits and `_` that does not begin with a digit";
        }
        if (variables.containsKey(name)) {
            return "there is a variable of this name already";
        }
        if (KEYWORDS.contains(name) || Functions.names(this).contains(name)) {
            return "this is a word of expressions; accepted is another name";
        }
        return variables.size() == MOST ? "there are at most " + MOST + " variables" : null;
    }

    /** In their order. */
    public List<Variable> variables() {
        return List.copyOf(variables.values());
    }

    @Nullable
    Variable find(String name) {
        return variables.get(name);
    }

    Collection<String> names() {
        return Collections.unmodifiableSet(variables.keySet());
    }
}
