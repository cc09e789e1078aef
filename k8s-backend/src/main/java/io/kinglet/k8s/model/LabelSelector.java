package io.kinglet.k8s.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A label selector: requirements, all of which must hold; without any it selects everything (meta/v1 LabelSelector). Immutable.
 *
 * @param requirements in the order they were written
 */
public record LabelSelector(List<Requirement> requirements) {

    /** Selects everything. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Selects what has all of these labels. */
    public static LabelSelector of(Map<String, String> matchLabels) {
        return of(matchLabels, List.of());
    }

    /** What {@code matchLabels} and {@code matchExpressions} ask for together. */
    public static LabelSelector of(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
        List<Requirement> all = new ArrayList<>();
        new TreeMap<>(matchLabels).forEach((key, value) -> all.add(new Requirement.In(key, Set.of(value))));
        all.addAll(matchExpressions);
        return all.isEmpty() ? EVERYTHING : new LabelSelector(all);
    }

    public boolean everything() {
        return requirements.isEmpty();
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return matches(labels::get);
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(LabelSet labels) {
        return matches(labels::get);
    }

    // A loop and no stream: policies are matched with every Pod of a cluster.
    private boolean matches(Function<String, @Nullable String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.holds(labels.apply(requirement.key()))) {
                return false;
            }
        }
        return true;
    }

    /** The text form of the API: {@code app=web,tier in (a,b),!legacy}; empty for everything. */
    @Override
    public String toString() {
        return requirements.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** One requirement on one label. */
    public sealed interface Requirement {

        /** The label it is about. */
        String key();

        /** Whether it holds for an object whose label has this value; null where the object lacks the label. */
        boolean holds(@Nullable String value);

        /** The label is there, whatever its value. */
        record Exists(String key) implements Requirement {
            @Override
            public boolean holds(@Nullable String value) {
                return value != null;
            }

            @Override
            public String toString() {
                return key;
            }
        }

        /** The label is not there. */
        record Absent(String key) implements Requirement {
            @Override
            public boolean holds(@Nullable String value) {
                return value == null;
            }

            @Override
            public String toString() {
                return "!" + key;
            }
        }

        /** The label has one of these values. */
        record In(String key, Set<String> values) implements Requirement {

            public In {
                values = Set.copyOf(values);
            }

            @Override
            public boolean holds(@Nullable String value) {
                return value != null && values.contains(value);
            }

            @Override
            public String toString() {
                return values.size() == 1
                        ? key + "=" + values.iterator().next()
                        : key + " in (" + String.join(",", new TreeSet<>(values)) + ")";
            }
        }

        /** The label has none of these values, or is not there. */
        record NotIn(String key, Set<String> values) implements Requirement {

            public NotIn {
                values = Set.copyOf(values);
            }

            @Override
            public boolean holds(@Nullable String value) {
                return value == null || !values.contains(value);
            }

            @Override
            public String toString() {
                return values.size() == 1
                        ? key + "!=" + values.iterator().next()
                        : key + " notin (" + String.join(",", new TreeSet<>(values)) + ")";
            }
        }

        /** The label is a whole number above or below the bound; any other value satisfies no bound. */
        record Beyond(String key, boolean above, long bound) implements Requirement {
            @Override
            public boolean holds(@Nullable String value) {
                try {
                    long number = Long.parseLong(value == null ? "" : value);
                    return above ? number > bound : number < bound;
                } catch (NumberFormatException e) {
                    return false;
                }
            }

            @Override
            public String toString() {
                return key + (above ? ">" : "<") + bound;
            }
        }
    }
}
