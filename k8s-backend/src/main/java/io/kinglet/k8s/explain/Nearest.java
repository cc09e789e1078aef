package io.kinglet.k8s.explain;

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
                .map(name -> new Near(name, isPart(wanted, name) ? 1 : distance(wanted, name, far)))
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

    /** Insertions, deletions, replacements and neighbours that changed places; {@code far + 1} when there are more than {@code far}. */
    private static int distance(String a, String b, int far) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > far + 1) {
                return far + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
