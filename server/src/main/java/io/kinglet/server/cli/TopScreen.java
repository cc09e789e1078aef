package io.kinglet.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code kinglet top} shows, as lines. Takes trees as the daemon says them, and nothing in them for granted. Stateless. */
final class TopScreen {

    private static final int NUMBER = 12;
    private static final int FEWEST = 3;

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private TopScreen(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * @param before an earlier status, for what happens in a second
     * @param most how many of each list
     */
    static List<String> of(Map<?, ?> before, Map<?, ?> status, Map<?, ?> top, int most, Terminal terminal) {
        TopScreen screen = new TopScreen(terminal);
        List<?> upstreams = list(status, "upstreams");
        int taken = 14 + upstreams.size();
        int room = terminal.rows() == Integer.MAX_VALUE ? most : Math.max(FEWEST, (terminal.rows() - taken) / 4);
        int shown = Math.min(most, room);
        screen.head(before, status);
        screen.talkers("NAME", "name", list(top, "names"), shown);
        screen.talkers("CLIENT", "address", list(top, "clients"), shown);
        screen.talkers("NAME THAT DOES NOT EXIST", "name", list(top, "nonexistent"), shown);
        screen.upstreams(upstreams);
        screen.clusters(list(status, "clusters"));
        return screen.lines.size() <= terminal.rows() ? screen.lines : screen.lines.subList(0, terminal.rows() - 1);
    }

    /** How many answers a second there were between two readings, by response code. */
    static Map<String, Double> perSecond(Map<?, ?> before, Map<?, ?> status) {
        double seconds = number(status, "uptimeSeconds") - number(before, "uptimeSeconds");
        Map<?, ?> earlier = map(before.get("responses"));
        Map<String, Double> rates = new TreeMap<>();
        map(status.get("responses")).forEach((rcode, count) -> {
            double more = asNumber(count) - asNumber(earlier.get(rcode));
            rates.put(String.valueOf(rcode), seconds > 0 ? Math.max(0, more) / seconds : 0);
        });
        return rates;
    }

    private void head(Map<?, ?> before, Map<?, ?> status) {
        Map<String, Double> rates = perSecond(before, status);
        lines.add(strong("Kinglet " + Printable.of(text(status, "version"))) + ", up "
                + time(number(status, "uptimeSeconds")) + ", " + whole(number(status, "queries")) + " queries"
                + trouble(status));
        StringBuilder line = new StringBuilder(
                rate(rates.values().stream().mapToDouble(it -> it).sum()) + " answers/s");
        rates.forEach((rcode, rate) ->
                line.append("   ").append(Printable.of(rcode)).append(' ').append(rate(rate)));
        line.append(hits(list(status, "caches")));
        lines.add(line.toString());
    }

    private static String hits(List<?> caches) {
        double hits = 0;
        double requests = 0;
        for (Object each : caches) {
            Map<?, ?> cache = map(each);
            hits += number(map(cache.get("success")), "hits") + number(map(cache.get("denial")), "hits");
            requests += number(cache, "requests");
        }
        return requests == 0 ? "" : String.format(Locale.ROOT, "   cache hits %.1f %%", 100 * hits / requests);
    }

    private String trouble(Map<?, ?> status) {
        long reading = list(status, "clusters").stream()
                .filter(it -> !Boolean.TRUE.equals(map(it).get("synced")))
                .count();
        long down = list(status, "upstreams").stream()
                .filter(it -> "down".equals(map(it).get("condition")))
                .count();
        return (reading > 0 ? ", " + alarm("the cluster is being read") : "")
                + (down > 0 ? ", " + alarm(down + (down == 1 ? " upstream" : " upstreams") + " down") : "");
    }

    private void talkers(String heading, String who, List<?> talkers, int most) {
        int wide = terminal.columns() - 2 * NUMBER;
        lines.add("");
        lines.add(dim(
                Printable.column(heading, wide) + Printable.right("QUERIES", NUMBER) + Printable.right("/S", NUMBER)));
        for (Object each : talkers.subList(0, Math.min(most, talkers.size()))) {
            Map<?, ?> talker = map(each);
            String namespace = text(talker, "namespace");
            String name = text(talker, who) + (namespace.isEmpty() ? "" : " in " + namespace);
            lines.add(Printable.column(name, wide)
                    + Printable.right(whole(number(talker, "queries")), NUMBER)
                    + Printable.right(rate(number(talker, "perSecond")), NUMBER));
            String origin = text(talker, "searchedFor");
            if (!origin.isEmpty()) {
                String hint = "  -> search list, from " + origin.replaceAll("\\.$", "")
                        + ": a dot at the end or ndots:1 saves " + whole(number(talker, "queries"));
                lines.add(dim(Printable.column(hint, terminal.columns()).stripTrailing()));
            }
        }
    }

    private void upstreams(List<?> upstreams) {
        if (upstreams.isEmpty()) {
            return;
        }
        int wide = terminal.columns() - 4 * NUMBER;
        lines.add("");
        lines.add(dim(Printable.column("UPSTREAM", wide)
                + Printable.right("STATE", NUMBER)
                + Printable.right("ROUND TRIP", NUMBER)
                + Printable.right("REPLIES", NUMBER)
                + Printable.right("FAILED", NUMBER)));
        for (Object each : upstreams) {
            Map<?, ?> upstream = map(each);
            String state = Printable.right(text(upstream, "condition"), NUMBER);
            String trip = upstream.get("roundTripMillis") == null
                    ? "-"
                    : String.format(Locale.ROOT, "%.1f ms", number(upstream, "roundTripMillis"));
            lines.add(Printable.column(text(upstream, "upstream"), wide)
                    + (text(upstream, "condition").equals("well") ? state : alarm(state))
                    + Printable.right(trip, NUMBER)
                    + Printable.right(whole(number(upstream, "replies")), NUMBER)
                    + Printable.right(whole(number(upstream, "failedChecks")), NUMBER));
        }
    }

    private void clusters(List<?> clusters) {
        for (Object cluster : clusters) {
            int wide = terminal.columns() - 4 * NUMBER;
            lines.add("");
            lines.add(dim(Printable.column("CLUSTER " + joined(list(map(cluster), "zones")), wide)
                    + Printable.right("OBJECTS", NUMBER)
                    + Printable.right("WATCH", NUMBER)
                    + Printable.right("HEARD", NUMBER)
                    + Printable.right("MALFORMED", NUMBER)));
            for (Object each : list(map(cluster), "kinds")) {
                Map<?, ?> kind = map(each);
                boolean well = Boolean.TRUE.equals(kind.get("synced")) && Boolean.TRUE.equals(kind.get("connected"));
                String watch = Printable.right(
                        well ? "connected" : Boolean.TRUE.equals(kind.get("synced")) ? "lost" : "first list", NUMBER);
                lines.add(Printable.column(text(kind, "kind"), wide)
                        + Printable.right(kind.get("objects") == null ? "-" : whole(number(kind, "objects")), NUMBER)
                        + (well ? watch : alarm(watch))
                        + Printable.right(
                                kind.get("ageSeconds") == null ? "never" : time(number(kind, "ageSeconds")), NUMBER)
                        + Printable.right(whole(number(kind, "malformed")), NUMBER));
            }
        }
    }

    private String strong(String text) {
        return painted("1", text);
    }

    private String dim(String text) {
        return painted("2", text);
    }

    private String alarm(String text) {
        return painted("31;1", text);
    }

    private String painted(String code, String text) {
        return terminal.colours() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    private static String joined(List<?> words) {
        return words.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String rate(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : "%.1f", number);
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : seconds < 7200
                        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                        : String.format(Locale.ROOT, "%.0f h", seconds / 3600);
    }

    private static Map<?, ?> map(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<?, ?> tree, String name) {
        return Objects.toString(tree.get(name), "");
    }

    private static double number(Map<?, ?> tree, String name) {
        return asNumber(tree.get(name));
    }

    private static double asNumber(@Nullable Object tree) {
        return tree instanceof Number number ? number.doubleValue() : 0;
    }
}
