package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.spec.NetworkPolicySpec;
import io.kinglet.k8s.spec.TierPolicySpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the kinds of policies; those of other engines by name alone. Stateless. */
final class PolicyReader {

    /** The one name that a BaselineAdminNetworkPolicy may have: there is one for a cluster. */
    private static final String BASELINE = "default";

    /** Kinds by group and name as a manifest has them; Calico has one group for its server, one for its store. */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("networking.k8s.io/NetworkPolicy", Kind.NETWORK_POLICY),
            Map.entry("policy.networking.k8s.io/AdminNetworkPolicy", Kind.ADMIN_NETWORK_POLICY),
            Map.entry("policy.networking.k8s.io/BaselineAdminNetworkPolicy", Kind.BASELINE_ADMIN_NETWORK_POLICY),
            Map.entry("policy.networking.k8s.io/ClusterNetworkPolicy", Kind.CLUSTER_NETWORK_POLICY),
            Map.entry("cilium.io/CiliumNetworkPolicy", Kind.CILIUM_NETWORK_POLICY),
            Map.entry("cilium.io/CiliumClusterwideNetworkPolicy", Kind.CILIUM_CLUSTERWIDE_NETWORK_POLICY),
            Map.entry("crd.projectcalico.org/NetworkPolicy", Kind.CALICO_NETWORK_POLICY),
            Map.entry("projectcalico.org/NetworkPolicy", Kind.CALICO_NETWORK_POLICY),
            Map.entry("crd.projectcalico.org/GlobalNetworkPolicy", Kind.CALICO_GLOBAL_NETWORK_POLICY),
            Map.entry("projectcalico.org/GlobalNetworkPolicy", Kind.CALICO_GLOBAL_NETWORK_POLICY),
            Map.entry("security.istio.io/AuthorizationPolicy", Kind.ISTIO_AUTHORIZATION_POLICY));

    private PolicyReader() {}

    /** The kind that {@code group/kind} of a manifest names; null when it is no policy. */
    static @Nullable Kind kind(String group, String kind) {
        return KINDS.get(group + "/" + kind);
    }

    /** Whether an object of the kind is one of the cluster as a whole, and so has no namespace. */
    static boolean clusterwide(Kind kind) {
        return switch (kind) {
            case ADMIN_NETWORK_POLICY,
                    BASELINE_ADMIN_NETWORK_POLICY,
                    CLUSTER_NETWORK_POLICY,
                    CILIUM_CLUSTERWIDE_NETWORK_POLICY,
                    CALICO_GLOBAL_NETWORK_POLICY -> true;
            default -> false;
        };
    }

    static Declared read(Kind kind, Declared.Header header, Field root) {
        String namespace = header.key().namespace();
        String name = header.key().name();
        if (kind == Kind.NETWORK_POLICY) {
            return new Declared.Plain(
                    header, NetworkPolicySpec.read(namespace, name, root.get("spec"), null, List.of()));
        }
        if (Kind.otherEngines().contains(kind)) {
            return new Declared.Plain(header, new OtherPolicy(kind, namespace, name));
        }
        if (!root.get("spec").present()) {
            root.wrong("spec is missing: it says whom the policy is about");
        } else if (kind == Kind.BASELINE_ADMIN_NETWORK_POLICY && !name.equals(BASELINE) && !name.isEmpty()) {
            root.get("metadata")
                    .get("name")
                    .wrong("found \"" + name + "\": the only one there may be is called default");
        }
        return new Declared.Plain(header, TierPolicySpec.read(kind, name, root.get("spec"), null, List.of()));
    }
}
