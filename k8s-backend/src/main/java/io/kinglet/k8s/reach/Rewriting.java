package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.policy.Reason;
import io.kinglet.k8s.policy.Reason.Direction;
import io.kinglet.k8s.policy.Verdict;
import io.kinglet.k8s.policy.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a Service's translation means for a verdict. Policies are judged at the Pod, by its own port: a rule that names the port of
 * the Service allows nothing, which is said. An ipBlock is another matter, as it is not defined whether it meets the address of the
 * Service or that of the Pod (NetworkPolicy concepts page, ipBlock): a plugin that compares it with the first goes by the first port,
 * too. One thread.
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
        IpAddress dialled = fromPod ? passage.dialled(to.address().v6()) : null;
        Verdict verdict = sources.judge(to, protocol, port, dialled, passage.sourceRewritten(), remarks);
        if (passage.port() == 0
                || passage.port() == port
                || !(verdict.outcome() == Outcome.DENIED || unenforced(verdict))) {
            return verdict;
        }
        Verdict servicePort = quietly(to, protocol, passage, null);
        if (servicePort.outcome() == Outcome.ALLOWED) {
            remarks.add(new Remark(
                    Remark.Code.PORT_TRAP,
                    "a rule allows port " + passage.port() + ", the port of the Service; policies are judged by the"
                            + " port of the Pod, so the rule has to name port " + port));
        } else if (dialled != null
                && servicePort.outcome() == Outcome.DENIED
                && quietly(to, protocol, passage, dialled).outcome() == Outcome.UNKNOWN) {
            return Sources.open(
                    verdict,
                    Reason.Code.REWRITTEN_ADDRESS,
                    Direction.EGRESS,
                    "an ipBlock allows " + dialled + " port " + passage.port()
                            + ", and whether it meets the address of the" + " Service or that of the Pod, "
                            + to.address() + " port " + port + ", is not defined");
        }
        return verdict;
    }

    private Verdict quietly(Destination to, String protocol, Passage passage, @Nullable IpAddress via) {
        return sources.judge(to, protocol, passage.port(), via, passage.sourceRewritten(), new ArrayList<>());
    }

    /** Whether it would be a denial if anybody were known to enforce it. */
    private static boolean unenforced(Verdict verdict) {
        return verdict.outcome() == Outcome.UNKNOWN
                && verdict.reasons().stream().anyMatch(reason -> reason.code() == Reason.Code.NOT_ENFORCED);
    }
}
