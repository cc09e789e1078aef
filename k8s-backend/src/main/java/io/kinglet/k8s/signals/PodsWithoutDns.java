package io.kinglet.k8s.signals;

import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.Enforcement;
import io.kinglet.k8s.reach.DnsReach;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.Outcome;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many Pods of each namespace are cut off from the cluster's DNS, over UDP and over TCP. Only Pods that are to ask it count, and
 * only those that certainly may not: never one whose verdict is unknown. Each set of Pods is judged once, and a namespace that has
 * not changed not again while policies and DNS stay as they are. Confined to one thread, but for the results.
 */
final class PodsWithoutDns {

    private static final int PORT = 53;

    /** Sets judged in one go: where sources are told by their addresses, each Pod is one. What is left over is said to be so. */
    private static final int MOST_SETS = 5_000;

    /** The count of a namespace, and what it was counted of. */
    private record Counted(NetworkNamespace namespace, int udp, int tcp, int unjudged) {}

    /** What all counts depend on. */
    private record Basis(long policyVersion, Enforcement enforcement, NetworkNamespace dns, boolean nodeLocal) {}

    private final String dnsNamespace;
    private final String dnsService;
    private Map<String, Counted> counted = new HashMap<>();
    private @Nullable Basis basis;
    private int left;

    PodsWithoutDns(String dnsNamespace, String dnsService) {
        this.dnsNamespace = dnsNamespace;
        this.dnsService = dnsService;
    }

    /**
     * Counts anew what has changed.
     *
     * @param settled whether policies have stayed long enough for what was counted before to hold
     */
    DnsCounts count(Judgement judgement, boolean settled) {
        NetworkNamespace its = judgement.network().namespace(dnsNamespace);
        Service dns = its == null ? null : its.service(dnsService);
        if (its == null || dns == null) {
            counted = new HashMap<>();
            basis = null;
            return DnsCounts.NONE;
        }
        Basis now = new Basis(
                judgement.network().policyVersion(), judgement.settings().enforcement(), its, DnsReach.nodeLocal(its));
        boolean same = settled && now.equals(basis);
        basis = now;
        left = MOST_SETS;
        boolean nodesMatter = judgement.nodesMatter(dns, its);
        Map<String, Counted> next = new HashMap<>();
        for (NetworkNamespace namespace : judgement.network().namespaces()) {
            Counted before = same ? counted.get(namespace.name()) : null;
            next.put(
                    namespace.name(),
                    before != null && before.namespace == namespace
                            ? before
                            : count(namespace, dns, nodesMatter, now.nodeLocal, judgement));
        }
        counted = next;
        Map<String, Integer> udp = new TreeMap<>();
        Map<String, Integer> tcp = new TreeMap<>();
        int unjudged = 0;
        for (Counted each : next.values()) {
            udp.put(each.namespace.name(), each.udp);
            tcp.put(each.namespace.name(), each.tcp);
            unjudged += each.unjudged;
        }
        return new DnsCounts(udp, tcp, unjudged);
    }

    private Counted count(
            NetworkNamespace namespace, Service dns, boolean nodesMatter, boolean nodeLocal, Judgement judgement) {
        Map<PodSets.PodSet, Integer> verdicts = new HashMap<>();
        int udp = 0;
        int tcp = 0;
        int unjudged = 0;
        for (NetworkPod pod : namespace.pods()) {
            if (!asks(pod)) {
                continue;
            }
            PodSets.PodSet set = judgement.sets().of(pod, dns.namespace(), nodesMatter);
            Integer verdict = verdicts.get(set);
            if (verdict == null && left > 0) {
                left--;
                verdict = (isCutOff(pod, dns, "udp", nodeLocal, judgement) ? 1 : 0)
                        | (isCutOff(pod, dns, "tcp", nodeLocal, judgement) ? 2 : 0);
                verdicts.put(set, verdict);
            }
            unjudged += verdict == null ? 1 : 0;
            udp += verdict == null ? 0 : verdict & 1;
            tcp += verdict == null ? 0 : verdict >> 1;
        }
        return new Counted(namespace, udp, tcp, unjudged);
    }

    /** Whether it is to ask the cluster's DNS, and can be told by its address. */
    private static boolean asks(NetworkPod pod) {
        String policy = pod.template().dnsPolicy();
        return !pod.hostNetwork()
                && !pod.terminating()
                && !pod.addresses().isEmpty()
                && !policy.equals("Default")
                && !policy.equals("None");
    }

    private static boolean isCutOff(
            NetworkPod pod, Service dns, String protocol, boolean nodeLocal, Judgement judgement) {
        Origin from = new Origin.OfPod(pod);
        PortWish port = PortWish.of(protocol, PORT);
        return judgement
                                .reachability()
                                .reach(from, new Target.OfService(dns), port)
                                .outcome()
                        == Outcome.DENIED
                && (!nodeLocal
                        || judgement
                                        .reachability()
                                        .reach(from, new Target.Outside("the DNS cache of the node"), port)
                                        .outcome()
                                == Outcome.DENIED);
    }
}
