package io.kinglet.k8s.policy;

import io.kinglet.k8s.policy.RawTown.RawPod;
import io.kinglet.k8s.policy.RawTown.RawPort;
import io.kinglet.k8s.policy.RawTown.RawTraffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random clusters of few values, so that selectors, ranges and ports meet often. The same seed makes the same cluster. */
final class RandomTown {

    private static final String[] NAMESPACES = {"a", "b"};
    private static final String[] PROTOCOLS = {"TCP", "UDP", "SCTP"};
    private static final String[] NAMES = {"http", "dns", "alt"};
    private static final int[] PORTS = {80, 81, 82, 53};
    private static final String[] BLOCKS = {
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.0.0.0/29",
        "10.0.0.4/30",
        "10.0.0.3/32",
        "192.168.0.0/24",
        "203.0.113.0/24",
        "::/0",
        "fd00::/64",
        "fd00::4/126",
        "10.96.0.0/16",
        "203.0.113.128/25"
    };
    private static final String[] OUTSIDE = {"203.0.113.7", "203.0.113.200", "2001:db8::1", "198.51.100.1"};
    private static final String SERVICE = "10.96.0.1";

    private final SplittableRandom random;
    private final boolean plain;
    private final RawTown town = new RawTown();

    /**
     * @param plain without anything the specification leaves open: every verdict is allowed or denied
     */
    RandomTown(long seed, boolean plain) {
        random = new SplittableRandom(seed);
        this.plain = plain;
    }

    RawTown make() {
        for (String namespace : NAMESPACES) {
            Map<String, String> labels = new TreeMap<>(Map.of("kubernetes.io/metadata.name", namespace));
            labels.putAll(labels());
            town.namespaces.put(namespace, labels);
        }
        town.nodes.put("192.168.0.1", "n1");
        town.nodes.put("192.168.0.2", "n2");
        town.services.add(SERVICE);
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            pod(i);
        }
        for (int i = random.nextInt(7); i > 0; i--) {
            town.policies.add(networkPolicy("p" + i));
        }
        if (random.nextInt(2) == 0) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                town.tiers.add(tierPolicy("t" + i));
            }
        }
        return town;
    }

    RawTraffic traffic() {
        RawPod from = random.nextInt(5) > 0 ? pick(town.pods) : null;
        RawPod to = from == null || random.nextInt(5) > 0 ? pick(town.pods) : null;
        if (to != null && to.equals(from)) {
            // Once more: what a Pod says to itself is the least of it.
            to = pick(town.pods);
        }
        String source = from == null ? pick(addresses()) : from.address();
        String destination = to == null ? pick(addresses()) : to.address();
        boolean open = !plain && random.nextInt(4) == 0;
        return new RawTraffic(
                from,
                source,
                to,
                destination,
                pick(PROTOCOLS[0], PROTOCOLS[0], PROTOCOLS[1], PROTOCOLS[2]),
                PORTS[random.nextInt(PORTS.length)],
                open && random.nextBoolean() ? SERVICE : null,
                open && from == null);
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>(List.of(OUTSIDE));
        addresses.add("192.168.0.1");
        addresses.add("192.168.0.2");
        town.pods.forEach(pod -> addresses.add(pod.address()));
        if (!plain) {
            addresses.add(SERVICE);
        } else {
            // To a Pod's own node the two documents differ.
            addresses.removeAll(town.nodes.keySet());
        }
        return addresses;
    }

    private void pod(int i) {
        boolean host = !plain && random.nextInt(4) == 0;
        int node = 1 + random.nextInt(2);
        String address = host
                ? "192.168.0." + node
                : random.nextInt(4) == 0
                        ? "fd00::" + i
                        : "10.0.0." + (!plain && i > 1 && random.nextInt(12) == 0 ? 1 : i);
        List<RawPort> ports = new ArrayList<>();
        for (String name : NAMES) {
            if (random.nextInt(2) == 0) {
                ports.add(new RawPort(name, pick(PROTOCOLS), PORTS[random.nextInt(PORTS.length)]));
            }
        }
        town.pods.add(new RawPod(pick(NAMESPACES), "pod" + i, address, labels(), ports, "n" + node, host));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        for (String key : new String[] {"app", "tier"}) {
            if (random.nextInt(3) > 0) {
                labels.put(key, pick("x", "y"));
            }
        }
        return labels;
    }

    private Map<String, Object> networkPolicy(String name) {
        Map<String, Object> spec = new LinkedHashMap<>();
        maybe(spec, "podSelector", 7, this::selector);
        maybe(
                spec,
                "policyTypes",
                5,
                () -> pick(List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress"), List.of()));
        maybe(spec, "ingress", 6, () -> rules("from"));
        maybe(spec, "egress", 4, () -> rules("to"));
        Map<String, Object> policy = document("NetworkPolicy", "networking.k8s.io/v1", name, spec);
        policy.put("metadata", Map.of("name", name, "namespace", pick(NAMESPACES)));
        return policy;
    }

    private List<Object> rules(String peers) {
        return some(3, () -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            maybe(rule, peers, 7, () -> some(3, this::peer));
            maybe(rule, "ports", 5, () -> some(3, this::port));
            return rule;
        });
    }

    private Map<String, Object> peer() {
        Map<String, Object> peer = new LinkedHashMap<>();
        switch (random.nextInt(4)) {
            case 0 -> peer.put("podSelector", selector());
            case 1 -> peer.put("namespaceSelector", selector());
            case 2 -> {
                peer.put("podSelector", selector());
                peer.put("namespaceSelector", selector());
            }
            default -> peer.put("ipBlock", block());
        }
        return peer;
    }

    private Map<String, Object> block() {
        Map<String, Object> block = new LinkedHashMap<>();
        String cidr = pick(BLOCKS);
        block.put("cidr", cidr);
        // The API server refuses an exception that is no true part of the range.
        List<Object> parts = Arrays.stream(BLOCKS)
                .filter(part -> bits(part) > bits(cidr) && NaiveMatching.within(cidr, part.split("/")[0]))
                .map(part -> (Object) part)
                .toList();
        if (!parts.isEmpty() && random.nextInt(2) == 0) {
            block.put("except", some(2, () -> pick(parts)));
        }
        return block;
    }

    private static int bits(String cidr) {
        return Integer.parseInt(cidr.split("/")[1]);
    }

    private Map<String, Object> port() {
        Map<String, Object> port = new LinkedHashMap<>();
        maybe(port, "protocol", 6, () -> pick(PROTOCOLS));
        switch (random.nextInt(4)) {
            case 0 -> port.put("port", pick(NAMES));
            case 1 -> port.put("port", PORTS[random.nextInt(PORTS.length)]);
            case 2 -> {
                int first = PORTS[random.nextInt(PORTS.length)];
                port.put("port", first);
                port.put("endPort", first + random.nextInt(3));
            }
            default -> {}
        }
        return port;
    }

    private Map<String, Object> selector() {
        Map<String, Object> selector = new LinkedHashMap<>();
        maybe(selector, "matchLabels", 5, this::labels);
        maybe(selector, "matchExpressions", 3, () -> some(2, this::expression));
        return selector;
    }

    private Map<String, Object> expression() {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", pick("app", "tier", "kubernetes.io/metadata.name"));
        String operator = pick("In", "NotIn", "Exists", "DoesNotExist");
        expression.put("operator", operator);
        if (operator.endsWith("In")) {
            expression.put("values", pick(List.of("x"), List.of("x", "y"), List.of("a", "b"), List.of("y", "c")));
        }
        return expression;
    }

    private Map<String, Object> tierPolicy(String name) {
        String kind = pick(
                "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy", "ClusterNetworkPolicy");
        boolean successor = kind.equals("ClusterNetworkPolicy");
        Map<String, Object> spec = new LinkedHashMap<>();
        if (successor) {
            spec.put("tier", pick("Admin", "Baseline"));
        }
        if (!kind.startsWith("Baseline")) {
            // In a plain cluster each has a priority of its own, and leaves room for one before it.
            int number = name.charAt(1) - '0';
            spec.put("priority", plain ? 2 * number : random.nextInt(3));
        }
        spec.put("subject", pods());
        maybe(spec, "ingress", 6, () -> tierRules(kind, false));
        maybe(spec, "egress", 6, () -> tierRules(kind, true));
        boolean baseline = kind.startsWith("Baseline");
        if (baseline) {
            town.tiers.removeIf(policy -> policy.get("kind").equals(kind));
        }
        return document(
                kind,
                "policy.networking.k8s.io/" + (successor ? "v1alpha2" : "v1alpha1"),
                baseline ? "default" : name,
                spec);
    }

    private List<Object> tierRules(String kind, boolean egress) {
        boolean successor = kind.equals("ClusterNetworkPolicy");
        String accept = successor ? "Accept" : "Allow";
        return some(3, () -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("action", kind.startsWith("Baseline") ? pick(accept, "Deny") : pick(accept, "Deny", "Pass"));
            List<Object> peers = new ArrayList<>(some(2, () -> tierPeer(egress)));
            peers.add(tierPeer(egress));
            rule.put(egress ? "to" : "from", peers);
            if (random.nextInt(2) == 0) {
                // The API server refuses names of ports beside peers that have no containers.
                boolean named = peers.stream()
                        .map(NaiveMatching::map)
                        .allMatch(peer -> peer.containsKey("pods") || peer.containsKey("namespaces"));
                List<Object> ports = new ArrayList<>(some(2, () -> tierPort(successor, named)));
                ports.add(tierPort(successor, named));
                rule.put(successor ? "protocols" : "ports", ports);
            }
            return rule;
        });
    }

    private Map<String, Object> tierPeer(boolean egress) {
        if (egress && !plain && random.nextInt(8) == 0) {
            return random.nextBoolean() ? Map.of("nodes", selector()) : Map.of("domainNames", List.of("*.example.com"));
        }
        return egress && random.nextInt(3) == 0 ? Map.of("networks", List.of(pick(BLOCKS), pick(BLOCKS))) : pods();
    }

    private Map<String, Object> pods() {
        return random.nextBoolean()
                ? Map.of("namespaces", selector())
                : Map.of("pods", Map.of("namespaceSelector", selector(), "podSelector", selector()));
    }

    private Map<String, Object> tierPort(boolean successor, boolean named) {
        int first = PORTS[random.nextInt(PORTS.length)];
        Map<String, Object> range = Map.of("start", first, "end", first + 1 + random.nextInt(2));
        String protocol = pick(PROTOCOLS);
        int form = random.nextInt(3);
        form = form == 1 && !named ? 2 : form;
        if (successor) {
            Map<String, Object> port = form == 0 ? Map.of("range", range) : Map.of("number", first);
            return form == 1
                    ? Map.of("destinationNamedPort", pick(NAMES))
                    : Map.of(protocol.toLowerCase(java.util.Locale.ROOT), Map.of("destinationPort", port));
        }
        Map<String, Object> whole = new LinkedHashMap<>(range);
        whole.put("protocol", protocol);
        return switch (form) {
            case 0 -> Map.of("portRange", whole);
            case 1 -> Map.of("namedPort", pick(NAMES));
            default -> Map.of("portNumber", Map.of("protocol", protocol, "port", first));
        };
    }

    private static Map<String, Object> document(String kind, String version, String name, Map<String, Object> spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", version);
        document.put("kind", kind);
        document.put("metadata", Map.of("name", name));
        document.put("spec", spec);
        return document;
    }

    /** Puts it in {@code of} 8 cases. */
    private void maybe(Map<String, Object> into, String key, int of, Supplier<?> value) {
        if (random.nextInt(8) < of) {
            into.put(key, value.get());
        }
    }

    private List<Object> some(int most, Supplier<?> item) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> (Object) item.get())
                .toList();
    }

    @SafeVarargs
    private <T> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }

    private <T extends @Nullable Object> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
