package io.kinglet.k8s.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cluster as manifests have it: maps, lists, numbers and texts. What the naive evaluator reads. */
final class RawTown {

    final Map<String, Map<String, String>> namespaces = new TreeMap<>();
    final List<RawPod> pods = new ArrayList<>();
    /** Addresses of Services. */
    final List<String> services = new ArrayList<>();
    /** Names of nodes by their addresses. */
    final Map<String, String> nodes = new TreeMap<>();
    /** Whole documents of kind NetworkPolicy. */
    final List<Map<String, Object>> policies = new ArrayList<>();
    /** Whole documents of policy.networking.k8s.io. */
    final List<Map<String, Object>> tiers = new ArrayList<>();

    record RawPort(String name, String protocol, int number) {}

    record RawPod(
            String namespace,
            String name,
            String address,
            Map<String, String> labels,
            List<RawPort> ports,
            String node,
            boolean hostNetwork) {}

    /**
     * What is asked.
     *
     * @param fromPod null when the source is given by its address
     * @param via as of {@link Traffic#via}
     */
    record RawTraffic(
            @Nullable RawPod fromPod,
            String from,
            @Nullable RawPod toPod,
            String to,
            String protocol,
            int port,
            @Nullable String via,
            boolean hidden) {}

    @Override
    public String toString() {
        return "namespaces " + namespaces + "\npods " + lines(pods) + "\nservices " + services + "\nnodes " + nodes
                + "\npolicies " + lines(policies) + "\ntiers " + lines(tiers);
    }

    private static String lines(List<?> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append("\n  ").append(item));
        return text.toString();
    }
}
