import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The lines that a run of {@link Freshness} prints, in milliseconds. */
final class Report {

    private Report() {}

    static void print(List<Watched> changes, Asker asker) {
        for (String kind : List.of("created", "moved", "deleted")) {
            line(kind, changes.stream().filter(change -> change.kind.equals(kind)).toList());
        }
        line("all", changes);
        System.out.printf(
                Locale.ROOT,
                "floor gap_p50=%.2f gap_p99=%.2f gap_max=%.2f trip_p50=%.2f trip_p99=%.2f trip_max=%.2f%n",
                rank(asker.gaps(), 0.5),
                rank(asker.gaps(), 0.99),
                rank(asker.gaps(), 1),
                rank(asker.trips(), 0.5),
                rank(asker.trips(), 0.99),
                rank(asker.trips(), 1));
    }

    private static void line(String kind, List<Watched> changes) {
        List<Watched> done = changes.stream().filter(Watched::done).toList();
        System.out.printf(Locale.ROOT, "%s n=%d never=%d", kind, changes.size(), changes.size() - done.size());
        times("event", done, Watched::sinceEvent);
        times("written", done, Watched::sinceWritten);
        System.out.println();
    }

    private static void times(String from, List<Watched> changes, ToLongFunction<Watched> time) {
        List<Long> nanos = changes.stream().mapToLong(time).boxed().toList();
        System.out.printf(
                Locale.ROOT,
                " %s_p50=%.2f %s_p99=%.2f %s_max=%.2f",
                from,
                rank(nanos, 0.5),
                from,
                rank(nanos, 0.99),
                from,
                rank(nanos, 1));
    }

    /** The smallest value that so much of all is not above, in milliseconds. */
    private static double rank(List<Long> nanos, double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
    }
}
