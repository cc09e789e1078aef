package io.kinglet.k8s.spec;

import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a meta/v1 LabelSelector. Stateless. */
public final class SelectorSpec {

    /** Selects nothing: stands where a selector cannot be read. */
    static final LabelSelector NOTHING = new LabelSelector(List.of(nothing("")));

    private SelectorSpec() {}

    /** The selector here; one that is empty or absent selects everything. A requirement with a flaw is one that nothing meets. */
    static LabelSelector read(Part part) {
        part.only("matchLabels", "matchExpressions");
        Map<String, String> labels = part.get("matchLabels").texts();
        labels.forEach((key, value) -> {
            check(part.get("matchLabels"), key, Syntax.labelKey(key));
            check(part.get("matchLabels").get(key), value, Syntax.labelValue(value));
        });
        List<Requirement> requirements = new ArrayList<>();
        for (Part expression : part.get("matchExpressions").items()) {
            requirements.add(requirement(expression));
        }
        return LabelSelector.of(labels, requirements);
    }

    /** The selector here; null when absent. */
    static @Nullable LabelSelector orNull(Part part) {
        return part.present() ? read(part) : null;
    }

    private static Requirement requirement(Part part) {
        part.only("key", "operator", "values");
        String key = part.get("key").text();
        String operator = part.get("operator").oneOf("In", "NotIn", "Exists", "DoesNotExist");
        Set<String> values = values(part.get("values"));
        if (key == null || operator == null) {
            missing(part, "key");
            missing(part, "operator");
            return nothing(key == null ? "" : key);
        }
        boolean compares = operator.equals("In") || operator.equals("NotIn");
        if (!check(part.get("key"), key, Syntax.labelKey(key))) {
            return nothing(key);
        }
        if (compares == values.isEmpty()) {
            part.get("values")
                    .wrong(
                            compares
                                    ? operator + " compares with values: write at least one"
                                    : operator + " takes no values: leave them out, or write In or NotIn");
            return nothing(key);
        }
        return switch (operator) {
            case "In" -> new Requirement.In(key, values);
            case "NotIn" -> new Requirement.NotIn(key, values);
            case "Exists" -> new Requirement.Exists(key);
            default -> new Requirement.Absent(key);
        };
    }

    private static Set<String> values(Part list) {
        Set<String> values = new LinkedHashSet<>();
        for (Part item : list.items()) {
            String value = item.text();
            if (value != null) {
                check(item, value, Syntax.labelValue(value));
                values.add(value);
            }
        }
        return values;
    }

    private static void missing(Part part, String field) {
        if (!part.get(field).present()) {
            part.wrong(field + " is missing: a requirement has a key and an operator");
        }
    }

    private static boolean check(Part part, String found, @Nullable String complaint) {
        if (complaint != null) {
            part.wrong("found \"" + Syntax.shown(found) + "\": " + complaint);
        }
        return complaint == null;
    }

    private static Requirement nothing(String key) {
        return new Requirement.In(key, Set.of());
    }
}
