package io.kinglet.k8s.explain;

import io.kinglet.k8s.explain.Explanation.Outcome;
import io.kinglet.k8s.reach.DnsReach;
import io.kinglet.k8s.reach.Reach;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from all parts. A part that certainly fails decides, whatever is unknown of the others, since each is needed: a name
 * that does not exist, DNS that is shut, an endpoint that is denied. Then what is unknown counts, and only then what works.
 */
record Conclusion(Outcome outcome, String summary) {

    static Conclusion of(Resolution resolution, @Nullable DnsReach dns, List<Reach> ways) {
        if (resolution.state() == Resolution.State.NOT_FOUND) {
            return new Conclusion(Outcome.NOT_FOUND, "the name does not resolve");
        }
        if (dns != null && shut(dns.udp()) && resolution.state() != Resolution.State.ADDRESS) {
            return new Conclusion(
                    Outcome.UNREACHABLE,
                    shut(dns.tcp())
                            ? "the Pod cannot ask DNS, so that no name resolves for it"
                            : "the Pod cannot ask DNS over UDP, so that names do not resolve for it");
        }
        io.kinglet.k8s.reach.Outcome all = io.kinglet.k8s.reach.Outcome.together(
                ways.stream().map(Reach::outcome).toList());
        boolean unsure = resolution.state() == Resolution.State.UNKNOWN
                || dns != null && dns.udp().outcome() == io.kinglet.k8s.reach.Outcome.UNKNOWN;
        return switch (all) {
            case DENIED -> new Conclusion(Outcome.UNREACHABLE, "policies deny the connection");
            case NOBODY ->
                ways.isEmpty()
                        ? new Conclusion(
                                unsure ? Outcome.UNKNOWN : Outcome.NOT_FOUND,
                                unsure ? "it is not known what the name stands for" : "the name stands for no address")
                        : new Conclusion(Outcome.UNREACHABLE, "nobody is there to take the connection");
            case PARTLY -> new Conclusion(Outcome.PARTLY, "some of it is reached, and some is not");
            case UNKNOWN -> new Conclusion(Outcome.UNKNOWN, "whether it is reached cannot be told from here");
            case ALLOWED ->
                unsure
                        ? new Conclusion(
                                Outcome.UNKNOWN, "no policy is in the way, but how the name resolves is not known here")
                        : new Conclusion(Outcome.REACHABLE, "it resolves, and no policy is in the way");
        };
    }

    private static boolean shut(Reach reach) {
        return reach.outcome() == io.kinglet.k8s.reach.Outcome.DENIED;
    }
}
