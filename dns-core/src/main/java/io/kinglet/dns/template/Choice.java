package io.kinglet.dns.template;

import io.kinglet.dns.expression.Asked;
import io.kinglet.dns.expression.Expression;
import io.kinglet.dns.expression.ExpressionFailure;
import io.kinglet.dns.expression.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works out the variables of a query whose name matches, and whether the conditions hold. Immutable.
 *
 * @param conditions all of which must hold
 */
record Choice(List<Variable> variables, List<Expression> conditions) {

    /** Whether there is nothing to work out. */
    boolean isEmpty() {
        return variables.isEmpty() && conditions.isEmpty();
    }

    /**
     * The variables by name; null if a condition does not hold.
     *
     * @throws ExpressionFailure if one has no value
     */
    @Nullable
    Map<String, Object> of(QueryFields fields) {
        List<Object> values = new ArrayList<>();
        Map<String, String> groups = fields.groups();
        Asked asked = new Asked(null, fields.metadata(), new Asked.Matched() {
            @Override
            public String group(String name) {
                return groups.getOrDefault(name, "");
            }

            @Override
            public Object variable(int index) {
                return values.get(index);
            }
        });
        Map<String, Object> named = new HashMap<>();
        for (Variable variable : variables) {
            Object value = variable.value(fields.query(), asked);
            values.add(value);
            named.put(variable.name(), value);
        }
        for (Expression condition : conditions) {
            if (!condition.holds(fields.query(), asked)) {
                return null;
            }
        }
        return named;
    }
}
