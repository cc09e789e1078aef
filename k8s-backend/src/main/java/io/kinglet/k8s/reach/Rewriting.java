package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.policy.Reason;
import io.kinglet.k8s.policy.Reason.Direction;
import io.kinglet.k8s.policy.Verdict;
import io.kinglet.k8s.policy.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collection;

/**
 * What a Service's translation means for a verdict. Policies are judged at the Pod, by its own port. An ipBlock in a rule for what
 * leaves the origin is another matter: whether it meets the address of the Service or of the Pod "is not defined" (NetworkPolicy
 * documentation, section The to and from selectors). Both are tried, and the verdict is unknown exactly where they differ. Immutable.
 */
final class Rewriting {

    private final Sources sources;
    private final boolean fromPod;

    /**
     * @param fromPod whether rules for what leaves the origin are there to be judged
     */
    Rewriting(Sources sources, boolean fromPod) {
        this.sources = sources;
        this.fromPod = fromPod;
    }

    Verdict judge(Destination to, String protocol, int port, Passage passage, Collection<Remark> remarks) {
        Verdict after = sources.judge(to, to.address(), protocol, port, passage.sourceRewritten(), remarks);
        IpAddress dialled = passage.dialled(to.address().v6());
        if (dialled == null || !fromPod || after.outcome() == Outcome.UNKNOWN && !unenforced(after)) {
            return after;
        }
        Verdict before = quietly(to, dialled, protocol, port);
        if (differ(after, before)) {
            return rewritten(after, dialled, to);
        }
        if (after.outcome() != Outcome.ALLOWED && passage.port() != port) {
            Verdict servicePort = quietly(to, to.address(), protocol, passage.port());
            if (differ(after, servicePort)) {
                remarks.add(new Remark(
                        Remark.Code.PORT_TRAP,
                        "a rule allows port " + passage.port() + ", the port of the Service; policies are judged by the"
                                + " port of the Pod, so the rule has to name port " + port));
            } else if (differ(after, quietly(to, dialled, protocol, passage.port()))) {
                return rewritten(after, dialled, to);
            }
        }
        return after;
    }

    private Verdict quietly(Destination to, IpAddress seenAt, String protocol, int port) {
        return sources.judge(to, seenAt, protocol, port, false, new ArrayList<>());
    }

    private static boolean differ(Verdict after, Verdict other) {
        return (after.outcome() == Outcome.ALLOWED) != (other.outcome() == Outcome.ALLOWED);
    }

    /** Whether it would be a denial if anybody were known to enforce it. */
    private static boolean unenforced(Verdict verdict) {
        return verdict.reasons().stream().anyMatch(reason -> reason.code() == Reason.Code.NOT_ENFORCED);
    }

    private static Verdict rewritten(Verdict after, IpAddress dialled, Destination to) {
        String seen = after.outcome() == Outcome.ALLOWED ? to.address().toString() : dialled.toString();
        return Sources.open(
                after,
                Reason.Code.REWRITTEN_ADDRESS,
                Direction.EGRESS,
                "an ipBlock allows " + seen + ", and whether it meets the Service's address " + dialled
                        + " or the Pod's " + to.address() + " depends on the network plugin");
    }
}
