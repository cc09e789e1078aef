package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicyJudge;
import io.kinglet.k8s.policy.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the ways of one origin to many destinations, one question for all that are alike. One thread. */
final class PathJudge {

    /**
     * What a verdict may depend on at a destination.
     *
     * @param itself whether it is the origin
     * @param node where it matters, that is for ends in the network of a node
     * @param range of addresses that no ipBlock for the origin tells apart
     */
    private record Alike(
            @Nullable String namespace,
            @Nullable PodTemplate template,
            boolean hostNetwork,
            boolean itself,
            @Nullable String node,
            int range) {}

    private final ClusterNetwork network;
    private final Origin origin;
    private final AddressRanges ranges;
    private final boolean nodeMatters;
    private final Sources sources;
    private final Rewriting rewriting;

    PathJudge(ClusterNetwork network, PolicyJudge judge, Origin origin, RuleBook rules) {
        this.network = network;
        this.origin = origin;
        sources = new Sources(network, judge, origin, rules);
        rewriting = new Rewriting(sources, origin instanceof Origin.OfPod);
        ranges = sources.egressRanges();
        nodeMatters = origin instanceof Origin.OfAddress
                || (origin instanceof Origin.OfPod it && it.pod().hostNetwork());
    }

    Origin origin() {
        return origin;
    }

    /**
     * The verdicts on the way to these destinations.
     *
     * @param port at the destinations
     * @param remarks gets what is found on the way, each once
     */
    List<EndpointGroup> judge(
            Collection<Destination> destinations,
            String protocol,
            int port,
            Passage passage,
            Collection<Remark> remarks) {
        Map<Alike, List<Destination>> alike = new LinkedHashMap<>();
        for (Destination destination : destinations) {
            alike.computeIfAbsent(alike(destination), any -> new ArrayList<>()).add(destination);
        }
        Map<Verdict, List<Destination>> groups = new LinkedHashMap<>();
        Set<Remark> found = new LinkedHashSet<>();
        for (List<Destination> its : alike.values()) {
            Verdict verdict = rewriting.judge(its.get(0), protocol, port, passage, found);
            groups.computeIfAbsent(verdict, any -> new ArrayList<>()).addAll(its);
        }
        remarks.addAll(found);
        List<EndpointGroup> all = new ArrayList<>();
        groups.forEach((verdict, its) -> all.add(new EndpointGroup(its, port, verdict)));
        return all;
    }

    /** As of an address outside of the cluster that is not known. */
    EndpointGroup anywhere(String protocol, int port, Collection<Remark> remarks) {
        return new EndpointGroup(List.of(), port, sources.anywhere(protocol, port, remarks));
    }

    static boolean same(NetworkPod one, NetworkPod other) {
        return one.name().equals(other.name()) && one.namespace().equals(other.namespace());
    }

    /** Whether packets can go from the origin to the address at all: both have its family, or that is not known. */
    boolean speaks(IpAddress address) {
        if (!(origin instanceof Origin.OfPod it) || it.pod().addresses().isEmpty()) {
            return !(origin instanceof Origin.OfAddress other)
                    || other.address().v6() == address.v6();
        }
        return it.pod().addresses().stream().anyMatch(own -> own.v6() == address.v6());
    }

    /** Whether addresses of Pods alike may make a difference. */
    boolean tellsAddressesApart() {
        return ranges.count() > 2;
    }

    private Alike alike(Destination destination) {
        NetworkPod pod = destination.pod();
        int range = ranges.rangeOf(destination.address());
        if (pod == null) {
            return new Alike(null, null, false, false, network.nodeAt(destination.address()), range);
        }
        boolean itself = origin instanceof Origin.OfPod it && same(it.pod(), pod);
        return new Alike(
                pod.namespace(),
                pod.template(),
                pod.hostNetwork(),
                itself,
                nodeMatters || pod.hostNetwork() ? pod.node() : null,
                range);
    }
}
