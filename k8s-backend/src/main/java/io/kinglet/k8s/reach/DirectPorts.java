package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.Reason.Direction;
import io.kinglet.k8s.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is reached without a Service in between: a Pod, an address, or anything outside. One thread. */
final class DirectPorts {

    private final PathJudge judge;
    private final RuleBook rules;

    DirectPorts(PathJudge judge, RuleBook rules) {
        this.rules = rules;
        this.judge = judge;
    }

    /** The ports of a Pod: those it declares, or every number where it declares none. */
    List<PortReach> ofPod(NetworkPod pod, List<Destination> at, PortWish wish, List<Remark> remarks) {
        List<ContainerPort> declared = pod.template().ports();
        List<PortReach> ports = new ArrayList<>();
        for (ContainerPort port : declared) {
            if (wish.covers(port.name(), port.protocol(), port.number())) {
                ports.add(judged(port.name(), port.protocol(), port.number(), port.number(), at));
            }
        }
        if (wish.name() != null && ports.isEmpty()) {
            remarks.add(new Remark(
                    Remark.Code.NO_SUCH_PORT,
                    "Pod " + pod + " declares no port named " + wish.name() + declared(declared)));
            return List.of();
        }
        if (wish.name() != null || (wish.all() && !ports.isEmpty())) {
            return ports;
        }
        if (wish.all()) {
            if (wish.protocol() == null || declared.isEmpty()) {
                remarks.add(
                        new Remark(
                                Remark.Code.NO_DECLARED_PORTS,
                                "Pod " + pod
                                        + " declares no ports, so every number is judged; whether anybody listens is not known"));
            }
            return ranges(at, wish, pod);
        }
        return ports.isEmpty() ? numbered(wish, at) : ports;
    }

    /** The ports of an address that is no Pod's. */
    List<PortReach> ofAddress(Destination at, PortWish wish, List<Remark> remarks) {
        if (nameWithoutNumber(wish, remarks)) {
            return List.of();
        }
        return wish.all() ? ranges(List.of(at), wish, at.pod()) : numbered(wish, List.of(at));
    }

    /** The ports of something outside whose address is not known. */
    List<PortReach> outside(PortWish wish, List<Remark> remarks) {
        if (nameWithoutNumber(wish, remarks)) {
            return List.of();
        }
        return wish.all() ? ranges(List.of(), wish, null) : numbered(wish, List.of());
    }

    private static boolean nameWithoutNumber(PortWish wish, List<Remark> remarks) {
        if (wish.name() == null) {
            return false;
        }
        remarks.add(new Remark(
                Remark.Code.NO_SUCH_PORT,
                "port names are those of Services and Pods; name the port " + wish.name() + " by its number here"));
        return true;
    }

    private List<PortReach> numbered(PortWish wish, List<Destination> at) {
        List<PortReach> ports = new ArrayList<>();
        for (String protocol : wish.protocol() == null ? List.of("tcp") : List.of(wish.protocol())) {
            ports.add(judged("", protocol, wish.number(), wish.number(), at));
        }
        return ports;
    }

    private List<PortReach> ranges(List<Destination> at, PortWish wish, @Nullable NetworkPod to) {
        List<PolicyPort> ports = new ArrayList<>();
        if (judge.origin() instanceof Origin.OfPod from) {
            ports.addAll(rules.of(from.pod(), Direction.EGRESS).ports());
        }
        if (to != null) {
            ports.addAll(rules.of(to, Direction.INGRESS).ports());
        }
        List<PortReach> all = new ArrayList<>();
        for (PortRanges.Range range :
                PortRanges.cutBy(ports, to == null ? List.of() : to.template().ports())) {
            if (wish.protocol() == null || wish.protocol().equals(range.protocol())) {
                all.add(judged("", range.protocol(), range.first(), range.last(), at));
            }
        }
        return PortRanges.merged(all);
    }

    private PortReach judged(String name, String protocol, int first, int last, List<Destination> at) {
        List<Remark> remarks = new ArrayList<>();
        List<EndpointGroup> groups = at.isEmpty()
                ? List.of(judge.anywhere(protocol, first, remarks))
                : judge.judge(at, protocol, first, Passage.DIRECT, remarks);
        return new PortReach(
                name, protocol, first, last, outcome(groups), first == last ? groups : withoutOpening(groups), remarks);
    }

    /** What would open the one port that was judged is of no use to a range. */
    private static List<EndpointGroup> withoutOpening(List<EndpointGroup> groups) {
        return groups.stream()
                .map(group -> new EndpointGroup(
                        group.destinations(),
                        group.port(),
                        new Verdict(group.verdict().outcome(), group.verdict().reasons(), null)))
                .toList();
    }

    static Outcome outcome(List<EndpointGroup> groups) {
        return Outcome.together(groups.stream()
                .map(group -> Outcome.of(group.verdict().outcome()))
                .toList());
    }

    private static String declared(List<ContainerPort> ports) {
        return ports.isEmpty()
                ? "; it declares none"
                : "; it declares "
                        + Texts.some(ports.stream()
                                .map(port -> (port.name().isEmpty() ? "" : port.name() + " ") + port.number() + "/"
                                        + port.protocol())
                                .toList());
    }
}
