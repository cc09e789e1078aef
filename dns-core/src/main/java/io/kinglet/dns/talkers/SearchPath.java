package io.kinglet.dns.talkers;

import io.kinglet.dns.name.DomainName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which names that do not exist were made by a search list (resolv.conf(5)), and from what. A Pod's list is {@code NS.svc.ZONE},
 * {@code svc.ZONE}, {@code ZONE} and that of its node; with its {@code ndots:5} a name of the world is asked for under each of them
 * first. Immutable.
 */
public final class SearchPath {

    private static final String SERVICES = "svc";
    private static final String PODS = "pod";

    /** Ends of names that are no namespaces as a rule, so that one name alone is evidence. */
    private static final Set<String> OF_THE_WORLD = Set.of(
            "com",
            "net",
            "org",
            "io",
            "edu",
            "gov",
            "cloud",
            "local",
            "internal",
            "lan",
            "corp",
            "de",
            "uk",
            "cn",
            "jp");

    private final List<List<String>> zones;
    private final Set<List<String>> nonexistent = new HashSet<>();

    /**
     * @param zones of clusters; reverse zones among them say nothing
     * @param nonexistent names that were met, as evidence for each other
     */
    public SearchPath(List<DomainName> zones, List<DomainName> nonexistent) {
        this.zones = zones.stream()
                .map(SearchPath::labels)
                .filter(it -> it.size() > 1 && !it.get(it.size() - 1).equals("arpa"))
                .toList();
        nonexistent.forEach(it -> this.nonexistent.add(labels(it)));
    }

    /** What was asked for before a search list made {@code nonexistent} of it; null where nothing speaks for that. */
    public @Nullable DomainName origin(DomainName nonexistent) {
        List<String> labels = labels(nonexistent);
        for (List<String> zone : zones) {
            List<String> origin = endsIn(labels, zone)
                    ? below(zone, labels.subList(0, labels.size() - zone.size()))
                    : across(zone, labels);
            if (origin != null) {
                return DomainName.copyOf(octets(origin), 0, length(origin));
            }
        }
        List<String> origin = doubled(labels);
        return origin == null ? null : DomainName.copyOf(octets(origin), 0, length(origin));
    }

    /**
     * @param labels those in front of the zone
     */
    private @Nullable List<String> below(List<String> zone, List<String> labels) {
        int count = labels.size();
        if (count < 2) {
            return null;
        }
        String top = labels.get(count - 1);
        if (!top.equals(SERVICES)) {
            // Nothing but Services and Pods is right below the zone.
            return top.equals(PODS) || top.startsWith("_") ? null : labels;
        }
        int named = count - 1;
        if (endsIn(labels.subList(0, named), zone)) {
            return labels.subList(0, named);
        }
        List<String> whole = labels.subList(0, named);
        if (named > 1 && isMet(whole, zone) || named > 2 && isOfTheWorld(whole)) {
            return whole;
        }
        if (named < 3 || labels.get(0).startsWith("_") && named <= 4) {
            return null;
        }
        List<String> origin = labels.subList(0, named - 1);
        // Three may be an endpoint, its Service and the namespace.
        boolean sure = named > 3
                || isOfTheWorld(origin)
                || isMet(origin, zone)
                || isMet(origin, joined(List.of(SERVICES), zone));
        return sure ? origin : null;
    }

    private boolean isMet(List<String> origin, List<String> suffix) {
        return nonexistent.contains(joined(origin, suffix));
    }

    private static boolean isOfTheWorld(List<String> labels) {
        return OF_THE_WORLD.contains(labels.get(labels.size() - 1));
    }

    /** A whole name of the cluster with something behind it. */
    private static @Nullable List<String> across(List<String> zone, List<String> labels) {
        for (int end = labels.size() - 1; end > zone.size(); end--) {
            if (endsIn(labels.subList(0, end), zone)) {
                return labels.subList(0, end);
            }
        }
        return null;
    }

    /** Two labels or more that stand there twice. */
    private static @Nullable List<String> doubled(List<String> labels) {
        int count = labels.size();
        for (int length = count / 2; length >= 2; length--) {
            List<String> last = labels.subList(count - length, count);
            if (endsIn(labels.subList(0, count - length), last)) {
                return labels.subList(0, count - length);
            }
        }
        return null;
    }

    private static boolean endsIn(List<String> labels, List<String> suffix) {
        int from = labels.size() - suffix.size();
        return from >= 0 && labels.subList(from, labels.size()).equals(suffix);
    }

    private static List<String> joined(List<String> first, List<String> rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }

    /** An octet a character; in lower case, as the octets are. */
    private static List<String> labels(DomainName name) {
        byte[] octets = name.canonicalOctets();
        List<String> labels = new ArrayList<>();
        for (int at = 0; octets[at] != 0; at += octets[at] + 1) {
            labels.add(new String(octets, at + 1, octets[at], StandardCharsets.ISO_8859_1));
        }
        return labels;
    }

    private static byte[] octets(List<String> labels) {
        byte[] octets = new byte[length(labels)];
        int at = 0;
        for (String label : labels) {
            octets[at++] = (byte) label.length();
            byte[] its = label.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(its, 0, octets, at, its.length);
            at += its.length;
        }
        return octets;
    }

    private static int length(List<String> labels) {
        return labels.stream().mapToInt(it -> it.length() + 1).sum() + 1;
    }
}
