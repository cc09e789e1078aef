package io.kinglet.k8s.signals;

import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.Outcome;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether a Pod may reach any port of a Service, kept for the set of Pods it belongs to. What is kept holds as long as nothing
 * changes; for a minute, as long as the policies and the namespace of the Service stay as they are; for a second, where that
 * namespace changes all the time. What is unknown may be known with time, as with a young policy. Confined to one thread.
 */
final class UnreachableLookups {

    private static final int KEPT = 10_000;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
    private static final long UNKNOWN = TimeUnit.SECONDS.toNanos(10);
    private static final long BUSY = TimeUnit.SECONDS.toNanos(1);

    private record Pair(PodSets.PodSet pods, String namespace, String service) {}

    private record Kept(Outcome outcome, long version, long policyVersion, long namespaceVersion, long at) {

        boolean holds(ClusterNetwork current, NetworkNamespace its, long now) {
            long age = now - at;
            if (outcome == Outcome.UNKNOWN) {
                return current.policyVersion() == policyVersion && age < UNKNOWN;
            }
            return current.version() == version
                    || current.policyVersion() == policyVersion
                            && age < LONGEST
                            && (its.version() == namespaceVersion || age < BUSY);
        }
    }

    /** The pair that was asked for longest ago goes first. */
    private final Map<Pair, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Kept> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param now of a clock in nanoseconds
     */
    boolean unreachable(NetworkPod pod, Service service, NetworkNamespace namespace, Judgement judgement, long now) {
        PodSets.PodSet set = judgement.sets().of(pod, namespace.name(), judgement.nodesMatter(service, namespace));
        Pair pair = new Pair(set, namespace.name(), service.name());
        Kept known = kept.get(pair);
        ClusterNetwork network = judgement.network();
        if (known != null && known.holds(network, namespace, now)) {
            return known.outcome == Outcome.DENIED;
        }
        Outcome outcome = judgement
                .reachability()
                .reach(new Origin.OfPod(pod), new Target.OfService(service), PortWish.ALL)
                .outcome();
        if (outcome == Outcome.DENIED || !Judgement.isBehind(pod, service, namespace)) {
            kept.put(pair, new Kept(outcome, network.version(), network.policyVersion(), namespace.version(), now));
        }
        return outcome == Outcome.DENIED;
    }

    int kept() {
        return kept.size();
    }
}
