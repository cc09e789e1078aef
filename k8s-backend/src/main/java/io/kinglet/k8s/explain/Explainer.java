package io.kinglet.k8s.explain;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.explain.Finding.Code;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicyJudge;
import io.kinglet.k8s.reach.DnsReach;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Reach;
import io.kinglet.k8s.reach.Reachability;
import io.kinglet.k8s.reach.Target;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains names over one state of a cluster. Its work is bounded: at most the names of a search list are asked for, and what they
 * lead to is judged once for each set of Pods that policies cannot tell apart. One thread.
 */
public final class Explainer {

    /**
     * Where the cluster's DNS is, as Pods see it.
     *
     * @param namespace that its Service is in
     */
    public record DnsService(String namespace, String service) {

        /** Where every installer of Kubernetes puts it. */
        public static final DnsService USUAL = new DnsService("kube-system", "kube-dns");
    }

    private final ClusterNetwork network;
    private final KubernetesConfig config;
    private final Names names;
    private final DnsService dns;
    private final Freshness freshness;
    private final Reachability reachability;
    private final Kubelet kubelet;

    /**
     * @param config of the directive that serves the cluster's names
     * @param names the chain that is asked
     */
    public Explainer(
            ClusterNetwork network,
            PolicyJudge judge,
            KubernetesConfig config,
            Names names,
            DnsService dns,
            Freshness freshness) {
        this.network = network;
        this.config = config;
        this.names = names;
        this.dns = dns;
        this.freshness = freshness;
        String domain = config.zones().stream()
                .map(ClusterName::text)
                .filter(zone -> !zone.endsWith(".arpa"))
                .findFirst()
                .orElse("cluster.local");
        reachability = new Reachability(network, judge, domain);
        NetworkNamespace its = network.namespace(dns.namespace());
        Service service = its == null ? null : its.service(dns.service());
        kubelet = new Kubelet(domain, service == null ? List.of() : service.clusterIps());
    }

    /**
     * Never throws for a name: what is wrong with it is said.
     *
     * @param type the one type to ask for; 0 for those that a stub resolver asks for
     */
    public Explanation explain(Origin given, String name, PortWish wish, int type) {
        Origin from = settled(given);
        NetworkPod pod = from instanceof Origin.OfPod it ? it.pod() : null;
        IpAddress literal = IpAddress.parse(name);
        ResolvConf conf = pod == null ? outside() : noted(kubelet.of(pod));
        if (literal != null) {
            Resolution none =
                    new Resolution(name, conf, List.of(), null, Resolution.State.ADDRESS, List.of(), 0, 0, null);
            return concluded(
                    from,
                    name,
                    wish,
                    none,
                    null,
                    List.of(reachability.reach(from, new Target.OfAddress(literal), wish)));
        }
        Finding elsewhere = pod == null ? null : elsewhere(conf);
        Walk walk = new Walk(network, config, names, freshness, client(from));
        Resolution resolution = walk.of(name, conf, type == 0 ? Walk.types(name) : List.of(type), elsewhere);
        DnsReach asking = pod == null || elsewhere != null
                ? null
                : DnsReach.of(reachability, pod, dns.namespace(), dns.service());
        return concluded(from, name, wish, resolution, asking, ways(from, wish, resolution));
    }

    private Origin settled(Origin given) {
        if (given instanceof Origin.OfAddress it) {
            List<NetworkPod> there = network.podsAt(it.address());
            if (there.size() == 1 && !there.get(0).hostNetwork()) {
                return new Origin.OfPod(there.get(0));
            }
        }
        return given;
    }

    private static @Nullable IpAddress client(Origin from) {
        if (from instanceof Origin.OfPod it) {
            return it.pod().addresses().isEmpty() ? null : it.pod().addresses().get(0);
        }
        return from instanceof Origin.OfAddress it ? it.address() : null;
    }

    private static ResolvConf outside() {
        return new ResolvConf(
                "",
                List.of(),
                List.of(),
                ResolvConf.USUAL_NDOTS,
                List.of(),
                false,
                List.of("it is no single Pod: its resolv.conf is not known here, and the name is tried as written"));
    }

    /** Manifests seldom have the DNS Service: nothing is said of DNS then, and that is said. */
    private ResolvConf noted(ResolvConf conf) {
        NetworkNamespace its = network.namespace(dns.namespace());
        return !conf.policy().equals("ClusterFirst") || its != null && its.service(dns.service()) != null
                ? conf
                : conf.noting("Service " + dns.namespace() + "/" + dns.service()
                        + " is not known here, so whether the Pod may ask DNS is not judged");
    }

    /** Why a Pod asks others than the cluster's DNS; null where it does not. */
    private @Nullable Finding elsewhere(ResolvConf conf) {
        if (conf.policy().equals("ClusterFirst")) {
            return null;
        }
        if (conf.policy().equals("Default")) {
            return new Finding(
                    Code.ASKS_ELSEWHERE,
                    "the Pod asks the resolvers of its node, which need not know the cluster's names; what follows is what the"
                            + " cluster's DNS would say",
                    "set dnsPolicy: ClusterFirst, or ClusterFirstWithHostNet with hostNetwork");
        }
        boolean ours = conf.nameservers().stream()
                .map(IpAddress::parse)
                .anyMatch(it -> it != null && kubelet.dns().contains(it));
        return ours
                ? null
                : new Finding(
                        Code.ASKS_ELSEWHERE,
                        conf.nameservers().isEmpty()
                                ? "the Pod has dnsPolicy None and no nameserver: it asks nobody"
                                : "the Pod asks " + String.join(", ", conf.nameservers())
                                        + " and not the cluster's DNS; what follows is what that would say",
                        "set dnsPolicy: ClusterFirst, or name the cluster's DNS in spec.dnsConfig.nameservers");
    }

    private List<Reach> ways(Origin from, PortWish wish, Resolution resolution) {
        Lookup found = resolution.found();
        if (found == null) {
            boolean open = resolution.state() == Resolution.State.UNKNOWN
                    && resolution.lookups().stream()
                            .anyMatch(it -> it.outcome() == Lookup.Outcome.NOT_ASKED
                                    && it.search().isEmpty());
            return open ? List.of(reachability.reach(from, new Target.Outside(resolution.name()), wish)) : List.of();
        }
        Destinations destinations = new Destinations(network, config);
        return destinations.of(found, wish).stream()
                .map(it -> reachability.reach(from, it.target(), it.port()))
                .toList();
    }

    private static Explanation concluded(
            Origin from, String name, PortWish wish, Resolution resolution, @Nullable DnsReach dns, List<Reach> ways) {
        Conclusion conclusion = Conclusion.of(resolution, dns, ways);
        return new Explanation(name, wish, from, resolution, dns, ways, conclusion.outcome(), conclusion.summary());
    }
}
