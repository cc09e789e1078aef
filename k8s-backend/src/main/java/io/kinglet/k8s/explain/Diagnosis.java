package io.kinglet.k8s.explain;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.explain.Finding.Code;
import io.kinglet.k8s.explain.Finding.ObjectName;
import io.kinglet.k8s.manifest.LabelSelectorException;
import io.kinglet.k8s.manifest.LabelSelectorParser;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.PodMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a name what of the cluster answered, or why nothing did. Immutable. */
final class Diagnosis {

    /** Of {@link #depth}: the namespace is not there. */
    static final int NO_NAMESPACE = 1;

    /** Of {@link #depth}: all that the cluster has of such a name is there. */
    static final int WHOLE = 3;

    private static final int MOST_NAMED = 3;

    private final ClusterNetwork network;
    private final KubernetesConfig config;
    private final ServiceDiagnosis services;

    Diagnosis(ClusterNetwork network, KubernetesConfig config) {
        this.network = network;
        this.config = config;
        services = new ServiceDiagnosis(config);
    }

    /** How much of a name exists: the more, the likelier it was meant. */
    int depth(String name) {
        ClusterName parts = ClusterName.read(name, config);
        if (parts == null
                || !parts.isService() && !parts.isPod()
                || parts.namespace().isEmpty()) {
            return 0;
        }
        NetworkNamespace namespace = network.namespace(parts.namespace());
        if (namespace == null) {
            return NO_NAMESPACE;
        }
        return parts.isService() && namespace.service(parts.service()) == null ? WHOLE - 1 : WHOLE;
    }

    /**
     * Of a name in a zone of the cluster, which the cluster was asked for.
     *
     * @param advise whether it is found out, too, what may have been meant: that looks at every name there is
     */
    List<Finding> of(ClusterName name, List<Reply> replies, Lookup.Outcome outcome, boolean advise) {
        if (name.labels().isEmpty()) {
            return List.of(new Finding(Code.ZONE_ITSELF, name.zone() + " is the cluster's domain itself"));
        }
        if (name.isService()) {
            return ofService(name, replies, outcome, advise);
        }
        if (name.isPod()) {
            return ofPod(name, outcome, advise);
        }
        if (outcome == Lookup.Outcome.FOUND) {
            return List.of(new Finding(Code.ZONE_ITSELF, "it is one of the zone's own names"));
        }
        return List.of(new Finding(
                Code.NOT_A_SERVICE_NAME,
                "names below " + name.zone() + " end in svc." + name.zone() + " or pod." + name.zone()
                        + ", and this one does not",
                "write SERVICE.NAMESPACE.svc." + name.zone()));
    }

    private List<Finding> ofService(ClusterName name, List<Reply> replies, Lookup.Outcome outcome, boolean advise) {
        String wanted = name.namespace();
        if (wanted.isEmpty()) {
            return List.of(new Finding(Code.TYPE_WITHOUT_DATA, "svc." + name.zone() + " only stands above namespaces"));
        }
        NetworkNamespace namespace = network.namespace(wanted);
        if (namespace == null) {
            return List.of(noNamespace(wanted, advise));
        }
        Finding hidden = hidden(namespace);
        if (hidden != null) {
            return List.of(hidden);
        }
        if (name.service().isEmpty()) {
            return List.of(new Finding(
                    Code.TYPE_WITHOUT_DATA, "it is the namespace " + wanted + ", which has no address of its own"));
        }
        Service service = namespace.service(name.service());
        if (service == null) {
            return List.of(noService(name.service(), namespace, advise));
        }
        List<Finding> findings = services.of(name, service, namespace, replies, outcome);
        if (findings.isEmpty() && outcome == Lookup.Outcome.NXDOMAIN && config.labels() != null) {
            return List.of(new Finding(
                    Code.FILTERED_BY_LABELS,
                    "the `kubernetes` directive only knows objects with the labels " + config.labels()
                            + ", which Service " + wanted + "/" + service.name() + " or its EndpointSlices may lack",
                    "give them the labels, or change `labels` in the Corefile",
                    ServiceDiagnosis.name(service)));
        }
        return findings;
    }

    private Finding noNamespace(String wanted, boolean advise) {
        if (!advise) {
            return new Finding(Code.NO_SUCH_NAMESPACE, "there is no namespace " + wanted);
        }
        List<String> near = Nearest.of(
                wanted,
                network.namespaces().stream().map(NetworkNamespace::name).toList());
        return new Finding(Code.NO_SUCH_NAMESPACE, "there is no namespace " + wanted, didYouMean(near));
    }

    private Finding noService(String wanted, NetworkNamespace namespace, boolean advise) {
        String text = "there is no Service " + wanted + " in namespace " + namespace.name();
        if (!advise) {
            return new Finding(Code.NO_SUCH_SERVICE, text);
        }
        List<String> elsewhere = network.namespaces().stream()
                .filter(other -> other.service(wanted) != null)
                .map(NetworkNamespace::name)
                .limit(MOST_NAMED)
                .toList();
        if (!elsewhere.isEmpty()) {
            return new Finding(
                    Code.NO_SUCH_SERVICE,
                    text + "; there is one in " + String.join(", ", elsewhere),
                    "write " + wanted + "." + elsewhere.get(0) + " if that is the one");
        }
        List<String> near = Nearest.of(
                wanted, namespace.services().stream().map(Service::name).toList());
        return new Finding(Code.NO_SUCH_SERVICE, text, didYouMean(near));
    }

    private static @Nullable String didYouMean(List<String> near) {
        return near.isEmpty() ? null : "did you mean " + String.join(" or ", near) + "?";
    }

    private @Nullable Finding hidden(NetworkNamespace namespace) {
        if (!config.namespaces().isEmpty() && !config.namespaces().contains(namespace.name())) {
            return new Finding(
                    Code.NAMESPACE_NOT_EXPOSED,
                    "namespace " + namespace.name()
                            + " is there, and `namespaces` of the `kubernetes` directive leaves it out",
                    "add it to `namespaces` in the Corefile");
        }
        String labels = config.namespaceLabels();
        try {
            if (labels != null && !LabelSelectorParser.parse(labels).matches(namespace.labels())) {
                return new Finding(
                        Code.NAMESPACE_NOT_EXPOSED,
                        "namespace " + namespace.name() + " is there, and has not the labels " + labels
                                + " that `namespace_labels` of the `kubernetes` directive asks for",
                        "give the namespace these labels");
            }
        } catch (LabelSelectorException e) {
            // A Corefile with such a selector is not served.
            return null;
        }
        return null;
    }

    private List<Finding> ofPod(ClusterName name, Lookup.Outcome outcome, boolean advise) {
        if (config.pods() == PodMode.DISABLED) {
            return List.of(new Finding(
                    Code.PODS_DISABLED,
                    "names of Pods are off, as `pods` of the `kubernetes` directive says",
                    "write `pods verified` or `pods insecure` in the Corefile, or use a headless Service"));
        }
        if (name.namespace().isEmpty()) {
            return List.of(new Finding(Code.TYPE_WITHOUT_DATA, "pod." + name.zone() + " only stands above namespaces"));
        }
        NetworkNamespace namespace = network.namespace(name.namespace());
        if (namespace == null) {
            return List.of(noNamespace(name.namespace(), advise));
        }
        Finding hidden = hidden(namespace);
        if (hidden != null) {
            return List.of(hidden);
        }
        IpAddress address = name.labels().size() == 3 ? address(name.service()) : null;
        if (address == null) {
            return List.of(
                    new Finding(
                            Code.NOT_A_POD_ADDRESS,
                            name.service() + " is no address of a Pod with dashes, such as 10-1-2-3",
                            namespace.pod(name.service()) == null
                                    ? null
                                    : "a Pod has no name by its own name; give it hostname and subdomain, and a headless Service"));
        }
        List<NetworkPod> pods = network.podsAt(address).stream()
                .filter(pod -> pod.namespace().equals(namespace.name()))
                .toList();
        if (!pods.isEmpty()) {
            NetworkPod pod = pods.get(0);
            return List.of(new Finding(
                    Code.POD_ADDRESS_ANSWERS,
                    "it is the address of Pod " + pod,
                    null,
                    new ObjectName("Pod", pod.namespace(), pod.name(), "")));
        }
        return List.of(new Finding(
                outcome == Lookup.Outcome.FOUND ? Code.POD_ADDRESS_ANSWERS : Code.NO_POD_AT_ADDRESS,
                "no Pod of namespace " + namespace.name() + " has the address " + address
                        + (outcome == Lookup.Outcome.FOUND ? "; `pods insecure` answers all the same" : "")));
    }

    private static @Nullable IpAddress address(String label) {
        IpAddress v4 = IpAddress.parse(label.replace('-', '.'));
        return v4 == null ? IpAddress.parse(label.replace('-', ':')) : v4;
    }

    /** What holds of the replies to any name. */
    List<Finding> ofReplies(boolean inZone, List<Reply> replies, Freshness freshness) {
        List<Finding> findings = new ArrayList<>();
        for (Reply reply : replies) {
            if (findings.isEmpty()) {
                findings.addAll(ofReply(inZone, reply, freshness));
            }
        }
        return findings;
    }

    private static List<Finding> ofReply(boolean inZone, Reply reply, Freshness freshness) {
        List<Finding> findings = new ArrayList<>();
        if (reply.rewritten() != null) {
            findings.add(new Finding(Code.REWRITTEN, "`rewrite` makes " + reply.rewritten() + " of it"));
        }
        if (reply.forward() != null) {
            findings.add(new Finding(
                    Code.WOULD_FORWARD, "it is not the cluster's; it would be asked of " + reply.forward()));
        } else if (reply.by().isEmpty() && !reply.rcode().isEmpty()) {
            findings.add(new Finding(
                    Code.NOT_IN_ANY_ZONE,
                    "no directive of the Corefile answers for this name: " + reply.rcode(),
                    "add a zone for it, or `forward` to who knows it"));
        } else if (reply.rcode().equals("SERVFAIL") && inZone && !freshness.synced()) {
            findings.add(new Finding(
                    Code.NOT_SYNCED, "the server has not read the cluster yet", "look at its log and its readiness"));
        } else if (reply.rcode().equals("SERVFAIL")) {
            findings.add(new Finding(
                    Code.SERVER_FAILED, "the server failed" + (reply.remark().isEmpty() ? "" : ": " + reply.remark())));
        } else if (reply.rcode().isEmpty()) {
            findings.add(
                    new Finding(Code.NO_ANSWER, reply.remark().isEmpty() ? "the server said nothing" : reply.remark()));
        } else if (reply.by().equals("cache")) {
            findings.add(new Finding(Code.FROM_CACHE, "the answer comes from the cache"));
        } else if (!reply.byCluster()) {
            if (reply.passed()) {
                findings.add(new Finding(
                        Code.FELL_THROUGH, "the cluster has no such name and passes it on, as `fallthrough` says"));
            }
            findings.add(new Finding(
                    Code.ANSWERED_ELSEWHERE, "`" + reply.by() + "` of the Corefile answers, not the cluster"));
        }
        return findings;
    }
}
