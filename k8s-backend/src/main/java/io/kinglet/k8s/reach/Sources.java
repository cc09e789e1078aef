package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.End;
import io.kinglet.k8s.policy.PolicyJudge;
import io.kinglet.k8s.policy.Reason;
import io.kinglet.k8s.policy.Reason.Direction;
import io.kinglet.k8s.policy.Traffic;
import io.kinglet.k8s.policy.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The origin as the other end may see it: by its address, by any address where that is not known. One thread. */
final class Sources {

    private static final int RANGES_SAID = 4;

    private final ClusterNetwork network;
    private final PolicyJudge judge;
    private final Origin origin;
    private final AddressRanges egress;
    private final RuleBook rules;

    Sources(ClusterNetwork network, PolicyJudge judge, Origin origin, RuleBook rules) {
        this.rules = rules;
        this.network = network;
        this.judge = judge;
        this.origin = origin;
        egress = origin instanceof Origin.OfPod it
                ? rules.of(it.pod(), Direction.EGRESS).ranges()
                : AddressRanges.cutBy(List.of());
    }

    /** The ranges of addresses that the rules for what leaves the origin do not tell apart. */
    AddressRanges egressRanges() {
        return egress;
    }

    /**
     * The verdict on the way to a destination: with the origin as it is seen there, or as anybody where that is not known.
     *
     * @param via the address of a Service that is dialled; null for none
     */
    Verdict judge(
            Destination to,
            String protocol,
            int port,
            @Nullable IpAddress via,
            boolean rewritten,
            Collection<Remark> remarks) {
        End end = end(to.pod(), to.address());
        boolean v6 = to.address().v6();
        End from = from(v6);
        if (from instanceof End.OfPod) {
            Verdict plain = judge.judge(new Traffic(from, end, protocol, port, via, false));
            return rewritten ? asNode(plain, to, judge.judge(hidden(v6, end, protocol, port))) : plain;
        }
        if (from != null) {
            return judge.judge(new Traffic(from, end, protocol, port, via, rewritten));
        }
        return rewritten
                ? unnamed(judge.judge(hidden(v6, end, protocol, port)), AddressRanges.nobodys(v6))
                : ofAnybody(to, end, protocol, port, remarks);
    }

    /** From an address that tells nothing, as a node or a load balancer puts its own in its place. */
    private static Traffic hidden(boolean v6, End end, String protocol, int port) {
        return new Traffic(new End.OfAddress(AddressRanges.nobodys(v6)), end, protocol, port, null, true);
    }

    /** A Pod may arrive as itself or as a node; where that matters, the outcome is not known. */
    private Verdict asNode(Verdict plain, Destination to, Verdict asNode) {
        if (plain.outcome() == asNode.outcome() || plain.outcome() == Verdict.Outcome.UNKNOWN || shutAtOrigin(plain)) {
            return plain;
        }
        return open(
                plain,
                Reason.Code.REWRITTEN_ADDRESS,
                Direction.INGRESS,
                to + " may see the address of a node in place of " + origin + ", by which its rules decide otherwise");
    }

    /** Whether a denial is on the side of the origin, where its address is not rewritten yet. */
    private static boolean shutAtOrigin(Verdict verdict) {
        return verdict.outcome() == Verdict.Outcome.DENIED
                && verdict.reasons().stream()
                        .anyMatch(reason -> reason.direction() == Direction.EGRESS
                                && (reason.code() == Reason.Code.NO_RULE_ALLOWS
                                        || reason.code() == Reason.Code.RULE_DENIES));
    }

    private Verdict ofAnybody(Destination to, End end, String protocol, int port, Collection<Remark> remarks) {
        AddressRanges ranges = to.pod() == null
                ? AddressRanges.cutBy(List.of())
                : rules.of(to.pod(), Direction.INGRESS).ranges();
        List<IpAddress> samples = ranges.samples(to.address().v6(), this::outside);
        List<Verdict> verdicts = new ArrayList<>();
        for (IpAddress sample : samples) {
            verdicts.add(judge.judge(new Traffic(new End.OfAddress(sample), end, protocol, port)));
        }
        Verdict one = ofAll(samples, verdicts);
        if (one != null) {
            return one;
        }
        remarks.add(new Remark(
                Remark.Code.DEPENDS_ON_ADDRESS,
                "it depends on the source address: " + to + " lets in " + allowed(ranges, samples, verdicts)));
        return open(
                unnamed(verdicts.get(0), samples.get(0)),
                Reason.Code.IDENTITY_UNKNOWN,
                Direction.INGRESS,
                "the rules of " + to + " tell source addresses apart, and which one it is is not known");
    }

    /** The verdict on the way from the origin to any address that is not of the cluster. */
    Verdict anywhere(String protocol, int port, Collection<Remark> remarks) {
        List<IpAddress> samples = new ArrayList<>();
        for (boolean v6 : new boolean[] {false, true}) {
            if (from(v6) != null) {
                samples.addAll(egress.samples(v6, this::outside));
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (IpAddress sample : samples) {
            End from = from(sample.v6());
            if (from != null) {
                verdicts.add(judge.judge(new Traffic(from, new End.OfAddress(sample), protocol, port)));
            }
        }
        Verdict one = ofAll(samples, verdicts);
        if (one != null) {
            return one;
        }
        remarks.add(new Remark(
                Remark.Code.DEPENDS_ON_ADDRESS,
                "it depends on the address that is reached: open is " + allowed(egress, samples, verdicts)));
        return open(
                unnamed(verdicts.get(0), samples.get(0)),
                Reason.Code.IDENTITY_UNKNOWN,
                Direction.EGRESS,
                "the rules of " + origin + " tell addresses outside apart, and which one it is is not known");
    }

    /** The verdict that holds for every sample; null where they differ. */
    private static @Nullable Verdict ofAll(List<IpAddress> samples, List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return Verdict.of(
                    Verdict.Outcome.UNKNOWN,
                    new Reason(Reason.Code.IDENTITY_UNKNOWN, null, null, "no address of the other end is known"));
        }
        boolean alike = verdicts.stream().map(Verdict::outcome).distinct().count() == 1;
        return alike ? unnamed(verdicts.get(0), samples.get(0)) : null;
    }

    /** The same without the address that stood for any other, and without what would open the way for it alone. */
    private static Verdict unnamed(Verdict verdict, IpAddress sample) {
        List<Reason> reasons = verdict.reasons().stream()
                .map(reason -> new Reason(
                        reason.code(),
                        reason.direction(),
                        reason.policy(),
                        reason.text().replace(sample.toString(), "an address outside")))
                .toList();
        return new Verdict(verdict.outcome(), reasons, null);
    }

    static Verdict open(Verdict verdict, Reason.Code code, Direction direction, String text) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason(code, direction, null, text));
        reasons.addAll(verdict.reasons());
        return new Verdict(Verdict.Outcome.UNKNOWN, reasons, null);
    }

    private static String allowed(AddressRanges ranges, List<IpAddress> samples, List<Verdict> verdicts) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (verdicts.get(i).outcome() == Verdict.Outcome.ALLOWED) {
                texts.add(ranges.text(samples.get(i)));
            }
        }
        if (texts.isEmpty()) {
            return "none for certain";
        }
        int more = texts.size() - RANGES_SAID;
        return more <= 0
                ? String.join(", ", texts)
                : String.join(", ", texts.subList(0, RANGES_SAID)) + " and " + more + " more";
    }

    private boolean outside(IpAddress address) {
        return network.podsAt(address).isEmpty()
                && network.serviceAt(address) == null
                && network.nodeAt(address) == null;
    }

    /** The origin by an address of the family; null where that is not known. */
    private @Nullable End from(boolean v6) {
        if (origin instanceof Origin.OfAddress it) {
            return it.address().v6() == v6 ? new End.OfAddress(it.address()) : null;
        }
        if (!(origin instanceof Origin.OfPod it)) {
            return null;
        }
        for (IpAddress address : it.pod().addresses()) {
            if (address.v6() == v6) {
                return end(it.pod(), address);
            }
        }
        // A Pod without an address is judged by what it is; no ipBlock but one for everything has this one.
        return it.pod().addresses().isEmpty() ? end(it.pod(), v6 ? IpAddress.v6(0, 0) : IpAddress.v4(0)) : null;
    }

    private End end(@Nullable NetworkPod pod, IpAddress address) {
        NetworkNamespace namespace = pod == null ? null : network.namespace(pod.namespace());
        return pod == null || namespace == null ? new End.OfAddress(address) : new End.OfPod(pod, namespace, address);
    }
}
