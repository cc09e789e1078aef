package io.kinglet.k8s.explain;

import io.kinglet.dns.name.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant. Stateless. */
final class Nearest {

    private static final int MOST = 3;

    /** More than are looked at: a cluster may have tens of thousands of names, and somebody waits. */
    private static final int MOST_LOOKED_AT = 20_000;

    private Nearest() {}

    private record Near(String name, int distance) {}

    /** The nearest names, the best first; none where all are far away. */
    static List<String> of(String wanted, Collection<String> names) {
        int far = Math.max(1, wanted.length() / 3);
        return names.stream()
                .limit(MOST_LOOKED_AT)
                .filter(name -> Math.abs(name.length() - wanted.length()) <= far || isPart(wanted, name))
                .map(name -> new Near(name, isPart(wanted, name) ? 1 : Spelling.distance(wanted, name, far)))
                .filter(near -> near.distance <= far)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    /** {@code shop} of {@code shop-prod}: a common slip. */
    private static boolean isPart(String wanted, String name) {
        return name.startsWith(wanted + "-") || name.endsWith("-" + wanted) || wanted.startsWith(name + "-");
    }
}
