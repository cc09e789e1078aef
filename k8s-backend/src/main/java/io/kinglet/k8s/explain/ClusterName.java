package io.kinglet.k8s.explain;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name in a zone of the cluster, taken apart from its end (Kubernetes DNS specification 1.1.0).
 *
 * @param labels those in front of the zone, lower case, the last of them {@code svc} or {@code pod} where it has that form
 */
record ClusterName(String zone, List<String> labels) {

    /** Null where the name is in no zone of the cluster; reverse zones do not count. */
    static @Nullable ClusterName read(String name, KubernetesConfig config) {
        String lower = name.toLowerCase(Locale.ROOT);
        return config.zones().stream()
                .map(ClusterName::text)
                .filter(zone -> !zone.endsWith(".arpa") && (lower.equals(zone) || lower.endsWith("." + zone)))
                .max(Comparator.comparingInt(String::length))
                .map(zone -> new ClusterName(zone, labels(lower, zone)))
                .orElse(null);
    }

    private static List<String> labels(String name, String zone) {
        return name.equals(zone)
                ? List.of()
                : Arrays.asList(
                        name.substring(0, name.length() - zone.length() - 1).split("\\."));
    }

    static String text(DomainName name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return text.endsWith(".") && text.length() > 1 ? text.substring(0, text.length() - 1) : text;
    }

    /** The label at a place counted from the end: 1 is the one next to the zone; empty where there are fewer. */
    String fromEnd(int place) {
        return place > labels.size() ? "" : labels.get(labels.size() - place);
    }

    boolean isService() {
        return fromEnd(1).equals("svc");
    }

    boolean isPod() {
        return fromEnd(1).equals("pod");
    }

    String namespace() {
        return fromEnd(2);
    }

    String service() {
        return fromEnd(3);
    }
}
