package io.kinglet.k8s.zone;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * What a name of the cluster is made of, whether it exists or not, and the namespace and name of the Pod that asks. Under the peer's labels:
 *
 * <pre>
 *   kubernetes/kind, namespace, service, endpoint, port-name, protocol, cluster, zone, parse-error,
 *   client-namespace, client-pod-name
 * </pre>
 *
 * Any thread; keeps nothing.
 */
public final class KubernetesMetadata implements Metadata {

    private static final String PREFIX = "kubernetes/";
    private static final String UNREADABLE = "invalid query name";

    private final KubernetesConfig config;
    private final Published<ClusterIndex> published;
    private final List<ServedZone> zones;

    public KubernetesMetadata(KubernetesConfig config, Published<ClusterIndex> index) {
        this.config = config;
        published = index;
        zones = config.zones().stream()
                .map(zone -> new ServedZone(zone, config.multicluster().contains(zone)))
                .sorted(Comparator.comparingInt(ServedZone::length).reversed())
                .toList();
    }

    @Override
    public String value(String label, Query query) {
        if (!label.startsWith(PREFIX)) {
            return "";
        }
        String field = label.substring(PREFIX.length());
        Client client = query.client();
        if (field.equals("client-namespace")) {
            return client == null ? "" : published.current().podNamespace(client.ip());
        }
        if (field.equals("client-pod-name")) {
            return client == null ? "" : published.current().podName(client.ip());
        }
        for (ServedZone zone : zones) {
            if (zone.holds(query)) {
                return field(field, query, zone);
            }
        }
        return "";
    }

    private String field(String field, Query query, ServedZone zone) {
        int below = zone.labelsBelow(query);
        boolean readable = isReadable(query, zone, below);
        if (!readable || field.equals("parse-error")) {
            return !readable && field.equals("parse-error") ? UNREADABLE : "";
        }
        boolean alone = below == 1;
        boolean ported = below == 5 && !isOfCluster(query, zone);
        boolean zonal = below > 5;
        return switch (field) {
            case "kind" -> below == 0 || alone ? "" : text(query, below - 1);
            case "namespace" -> below < 2 ? "" : text(query, below - 2);
            case "service" -> below < 3 ? "" : text(query, below - 3);
            case "endpoint" -> below == 4 || below == 5 && !ported ? text(query, 0) : "";
            case "cluster" -> below == 5 && !ported ? text(query, 1) : "";
            case "protocol" -> ported ? withoutUnderscore(text(query, 1)) : "";
            case "port-name" -> ported ? withoutUnderscore(text(query, 0)) : "";
            case "zone" -> zonal ? zone(query, below) : "";
            default -> "";
        };
    }

    private boolean isReadable(Query query, ServedZone zone, int below) {
        if (below == 0) {
            return true;
        }
        byte[] lower = query.lowerQname();
        int kind = query.labelOffset(below - 1);
        boolean service = Labels.is(lower, kind, Labels.SVC);
        if (!service && !Labels.is(lower, kind, Labels.POD)) {
            return false;
        }
        if (below <= 5) {
            return true;
        }
        int directive = query.labelOffset(below - 5);
        return service
                && config.zonal()
                && !zone.multicluster()
                && Labels.is(lower, query.labelOffset(below - 4), Labels.ZONE)
                && (Labels.is(lower, directive, Labels.PIN) || Labels.is(lower, directive, Labels.PREFER));
    }

    /** Of two labels in front of a Service, whether they are an endpoint and its cluster rather than port and protocol. */
    private static boolean isOfCluster(Query query, ServedZone zone) {
        byte[] lower = query.lowerQname();
        return zone.multicluster() && lower[1] != '_' && lower[query.labelOffset(1) + 1] != '_';
    }

    private static String zone(Query query, int below) {
        StringBuilder zone = new StringBuilder(text(query, 0));
        for (int label = 1; label < below - 5; label++) {
            zone.append('.').append(text(query, label));
        }
        return zone.toString();
    }

    private static String text(Query query, int label) {
        int at = query.labelOffset(label);
        return new String(query.lowerQname(), at + 1, query.lowerQname()[at], StandardCharsets.ISO_8859_1);
    }

    private static String withoutUnderscore(String text) {
        return text.startsWith("_") ? text.substring(1) : text;
    }
}
