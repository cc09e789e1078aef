package io.kinglet.conformance.way;

import io.kinglet.conformance.fixture.MetricsText;
import io.kinglet.conformance.fixture.MetricsText.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One thing in which the metrics of two servers differ that have seen the same: what makes a dashboard or an alert find nothing.
 * Numbers are not compared. Immutable.
 *
 * @param what {@code family}, {@code type}, {@code labels}, {@code le}, or a label whose values differ
 * @param ours what is only in ours; {@code -} for nothing
 * @param theirs what is only in theirs
 */
record MetricsDifference(String family, String what, String ours, String theirs) {

    private static final String NOTHING = "-";
    private static final String BUCKET = "le";

    /** Families of ours alone, which a scraper of the other's leaves alone. */
    private static final Set<String> OWN = Set.of("kinglet_", "jvm_");

    /** What is told of the build, the machine or the moment: no query depends on it. */
    private static final Set<String> FREE = Set.of("version", "revision", "goversion", "value", "hash", BUCKET);

    static List<MetricsDifference> between(MetricsText ours, MetricsText theirs) {
        List<MetricsDifference> found = new ArrayList<>();
        Set<String> names = new TreeSet<>(ours.families().keySet());
        names.addAll(theirs.families().keySet());
        for (String name : names) {
            Family one = ours.families().get(name);
            Family other = theirs.families().get(name);
            if (one == null || other == null) {
                if (OWN.stream().noneMatch(name::startsWith)) {
                    add(found, name, "family", one == null ? NOTHING : "there", other == null ? NOTHING : "there");
                }
                continue;
            }
            add(found, name, "type", one.type(), other.type());
            compare(found, name, "labels", names(one), names(other));
            compare(found, name, BUCKET, values(one, BUCKET), values(other, BUCKET));
            Set<String> labels = new TreeSet<>();
            one.samples().forEach(it -> labels.addAll(it.keySet()));
            labels.removeAll(FREE);
            for (String label : labels) {
                compare(found, name, label, values(one, label), values(other, label));
            }
        }
        return found;
    }

    private static Set<String> names(Family family) {
        return family.samples().stream()
                .map(it -> it.keySet().stream()
                        .filter(label -> !label.equals(BUCKET))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> values(Family family, String label) {
        Set<String> values = new TreeSet<>();
        for (Map<String, String> sample : family.samples()) {
            if (sample.containsKey(label)) {
                // Each server has ports of its own.
                values.add(
                        label.equals("server") ? sample.get(label).replaceFirst("[0-9]+$", "PORT") : sample.get(label));
            }
        }
        return values;
    }

    private static void compare(
            List<MetricsDifference> found, String family, String what, Set<String> ours, Set<String> theirs) {
        Set<String> extra = new TreeSet<>(ours);
        extra.removeAll(theirs);
        Set<String> missing = new TreeSet<>(theirs);
        missing.removeAll(ours);
        add(found, family, what, text(extra), text(missing));
    }

    private static String text(Set<String> values) {
        return values.isEmpty()
                ? NOTHING
                : values.stream().map(it -> it.isEmpty() ? "\"\"" : it).collect(Collectors.joining(", "));
    }

    private static void add(List<MetricsDifference> found, String family, String what, String ours, String theirs) {
        if (!ours.equals(theirs)) {
            found.add(new MetricsDifference(family, what, ours, theirs));
        }
    }

    /** As a row of the table, without its reason. */
    @Override
    public String toString() {
        return "| " + family + " | " + what + " | `" + ours + "` | `" + theirs + "` |";
    }
}
