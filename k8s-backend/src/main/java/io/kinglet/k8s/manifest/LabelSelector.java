package io.kinglet.k8s.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A label selector in the text form of the Kubernetes API: requirements between commas, all of which must hold. Immutable.
 *
 * <pre>
 *   app=web        app==web       app!=web        (!= also holds without the label)
 *   app in (a,b)   app notin (a)  app  !app       tier>1  tier<5
 * </pre>
 */
public final class LabelSelector {

    private final List<Requirement> requirements;

    LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    /** Reads a selector; the empty text selects everything. */
    public static LabelSelector parse(String text) throws LabelSelectorException {
        return new LabelSelector(new LabelSelectorParser(text).requirements());
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }

    /** One requirement on one label. */
    sealed interface Requirement {

        boolean holds(Map<String, String> labels);

        record Exists(String key) implements Requirement {
            @Override
            public boolean holds(Map<String, String> labels) {
                return labels.containsKey(key);
            }
        }

        record Absent(String key) implements Requirement {
            @Override
            public boolean holds(Map<String, String> labels) {
                return !labels.containsKey(key);
            }
        }

        record In(String key, Set<String> values) implements Requirement {
            @Override
            public boolean holds(Map<String, String> labels) {
                String value = labels.get(key);
                return value != null && values.contains(value);
            }
        }

        record NotIn(String key, Set<String> values) implements Requirement {
            @Override
            public boolean holds(Map<String, String> labels) {
                String value = labels.get(key);
                return value == null || !values.contains(value);
            }
        }

        /** A label that is no whole number satisfies no bound. */
        record Beyond(String key, boolean above, long bound) implements Requirement {
            @Override
            public boolean holds(Map<String, String> labels) {
                try {
                    long value = Long.parseLong(labels.getOrDefault(key, ""));
                    return above ? value > bound : value < bound;
                } catch (NumberFormatException e) {
                    return false;
                }
            }
        }
    }
}
