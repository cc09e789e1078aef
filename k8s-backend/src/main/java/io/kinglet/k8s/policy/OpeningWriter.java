package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the smallest policies that open what is shut. Immutable. */
record OpeningWriter(ClusterNetwork network) {

    /** A step for each side that is shut; null where no policy can be written. */
    @Nullable
    Opening opening(Side leaving, Ruling egress, Side arriving, Ruling ingress) {
        List<Opening.Step> steps = new ArrayList<>();
        if (egress.shut() && leaving.self().ownAddress()) {
            steps.add(step(leaving, egress));
        }
        if (ingress.shut() && arriving.self().ownAddress()) {
            steps.add(step(arriving, ingress));
        }
        return steps.isEmpty() ? null : new Opening(steps);
    }

    private Opening.Step step(Side side, Ruling ruling) {
        TierPolicy denier = ruling.denier();
        if (denier == null) {
            return new Opening.Step(side.direction(), where(side, ruling), namespaced(side));
        }
        boolean room = denier.priority() > 0 && !(side.ingress() && PeerWriter.byAddress(side.other()));
        if (denier.kind() != Kind.BASELINE_ADMIN_NETWORK_POLICY && room) {
            return new Opening.Step(
                    side.direction(),
                    "as a policy of its own, judged before " + TierRules.id(denier) + " by its priority",
                    clusterwide(side, denier));
        }
        if (denier.tier() == TierPolicy.Tier.BASELINE) {
            return new Opening.Step(
                    side.direction(),
                    "as the first rule under spec." + side.word() + " of " + TierRules.id(denier)
                            + "; or as a NetworkPolicy, after which "
                            + side.self().name()
                            + " has no other " + side.word() + " traffic than NetworkPolicies allow",
                    namespaced(side));
        }
        return new Opening.Step(
                side.direction(),
                "as the first rule under spec." + side.word() + " of " + TierRules.id(denier)
                        + ": no other policy comes before it",
                "");
    }

    private static String where(Side side, Ruling ruling) {
        Reason first = ruling.denials().get(0);
        String own = "as a policy of its own";
        return first.policy() == null
                ? own
                : own + "; or add its rule under spec." + side.word() + " of " + first.policy();
    }

    private String namespaced(Side side) {
        Party.Member self = side.self().members().get(0);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put(
                side.ingress() ? "from" : "to",
                List.of(PeerWriter.namespaced(side.other(), self.namespace().name())));
        rule.put("ports", List.of(port(side)));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("podSelector", PeerWriter.pods(self.pod()));
        spec.put("policyTypes", List.of(side.ingress() ? "Ingress" : "Egress"));
        spec.put(side.word(), List.of(rule));
        return document(
                "networking.k8s.io/v1",
                "NetworkPolicy",
                self.namespace().name(),
                name(
                        side,
                        name -> self.namespace().policies().stream()
                                .anyMatch(policy -> policy.name().equals(name))),
                spec);
    }

    private static Map<String, Object> port(Side side) {
        Map<String, Object> port = new LinkedHashMap<>();
        port.put("protocol", side.traffic().protocol().toUpperCase(Locale.ROOT));
        port.put("port", side.traffic().port());
        return port;
    }

    private String clusterwide(Side side, TierPolicy denier) {
        boolean successor = denier.kind() == Kind.CLUSTER_NETWORK_POLICY;
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("action", successor ? "Accept" : "Allow");
        rule.put(side.ingress() ? "from" : "to", List.of(PeerWriter.clusterwide(side.other())));
        if (successor) {
            rule.put(
                    "protocols",
                    List.of(Map.of(
                            side.traffic().protocol(),
                            Map.of(
                                    "destinationPort",
                                    Map.of("number", side.traffic().port())))));
        } else {
            rule.put("ports", List.of(Map.of("portNumber", port(side))));
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        if (successor) {
            spec.put("tier", denier.tier() == TierPolicy.Tier.ADMIN ? "Admin" : "Baseline");
        }
        spec.put("priority", denier.priority() - 1);
        spec.put("subject", PeerWriter.clusterwide(side.self()));
        spec.put(side.word(), List.of(rule));
        return document(
                "policy.networking.k8s.io/" + (successor ? "v1alpha2" : "v1alpha1"),
                denier.kind().word(),
                "",
                name(
                        side,
                        name -> network.tierPolicies().stream()
                                .anyMatch(policy -> policy.name().equals(name))),
                spec);
    }

    private static String document(
            String version, String kind, String namespace, String name, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", version);
        document.put("kind", kind);
        document.put("metadata", metadata);
        document.put("spec", spec);
        return BlockText.of(document);
    }

    /** A name that no policy has yet: {@code allow-from-web-tcp-8080}. */
    private static String name(Side side, java.util.function.Predicate<String> taken) {
        Traffic traffic = side.traffic();
        String tail = "-" + traffic.protocol() + "-" + traffic.port();
        String peer = PeerWriter.workload(side.other());
        String name = "allow-" + (side.ingress() ? "from-" : "to-") + peer + tail;
        for (int i = 2; taken.test(name); i++) {
            name = "allow-" + (side.ingress() ? "from-" : "to-") + peer + tail + "-" + i;
        }
        return name;
    }
}
