package io.kinglet.k8s.signals;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicySettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates lookups, and counts Pods without DNS. {@link #lookups} is for the threads that answer, {@link #look} for one other. */
public final class Signals {

    /** Of the time that passes, one part in so many may be taken for judging: a fifth of a percent. What is longer is made up for. */
    private static final long SHARE = 500;

    /** The most that may be saved up, and be owed. */
    private static final long MOST_CREDIT = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long COUNTING = TimeUnit.SECONDS.toNanos(5);

    private final Lookups lookups = new Lookups();
    private final UnreachableLookups unreachable = new UnreachableLookups();
    private final PodsWithoutDns withoutDns;
    private final Published<DnsCounts> counts = new Published<>(DnsCounts.NONE);
    private final Supplier<ClusterNetwork> network;
    private final Function<ClusterNetwork, PolicySettings> settings;
    private final SignalsObserver observer;
    private final LongSupplier nanoClock;
    private @Nullable Judgement judgement;
    private long credit = MOST_CREDIT;
    private long lookedAt;
    private long countedAt;
    private long countedVersion = -1;
    private long policiesSince;
    private long policyVersion = -1;
    private boolean settled;

    /**
     * @param network the newest state of the cluster
     * @param settings what a state is to be judged by
     * @param dnsNamespace of the Service that Pods ask
     * @param dnsService its name
     */
    public Signals(
            Supplier<ClusterNetwork> network,
            Function<ClusterNetwork, PolicySettings> settings,
            String dnsNamespace,
            String dnsService,
            SignalsObserver observer,
            LongSupplier nanoClock) {
        this.network = network;
        this.settings = settings;
        this.observer = observer;
        this.nanoClock = nanoClock;
        withoutDns = new PodsWithoutDns(dnsNamespace, dnsService);
        lookedAt = nanoClock.getAsLong();
        countedAt = lookedAt - COUNTING;
    }

    /** Where answers about Services are noted. */
    public Lookups lookups() {
        return lookups;
    }

    /** Pods that are cut off from DNS, as they were counted last. Any thread. */
    public DnsCounts podsWithoutDns() {
        return counts.current();
    }

    /** Evaluates what was noted since, and counts Pods if that is due. To be called a few times a second, by one thread. */
    public void look() {
        ClusterNetwork now = network.get();
        if (!Judgement.isPossible(now)) {
            // Nobody can be told yet; what waits would be of the past by then.
            lookups.drain(() -> true, (address, length, service) -> {});
            return;
        }
        long begun = nanoClock.getAsLong();
        credit = Math.min(MOST_CREDIT, credit + (begun - lookedAt) / SHARE);
        lookedAt = begun;
        lookups.drain(
                () -> nanoClock.getAsLong() - begun < credit,
                (address, length, service) -> judge(now, address, length, service));
        credit = Math.max(-MOST_CREDIT, credit - (nanoClock.getAsLong() - begun));
        count(now);
    }

    private void judge(ClusterNetwork now, byte[] address, int length, byte[] service) {
        List<NetworkPod> pods = now.podsAt(IpAddress.read(address, 0, length));
        if (pods.isEmpty()) {
            observer.unknownClient();
            return;
        }
        NetworkPod pod = pods.get(0);
        if (pods.size() > 1 || pod.hostNetwork()) {
            observer.sharedClient();
            return;
        }
        int offset = service[0] + 1;
        NetworkNamespace namespace = now.namespace(text(service, offset));
        Service asked = namespace == null ? null : namespace.service(text(service, 0));
        if (namespace != null
                && asked != null
                && unreachable.unreachable(pod, asked, namespace, judgement(now), nanoClock.getAsLong())) {
            observer.unreachable(pod.namespace(), asked.namespace(), asked.name());
        }
    }

    private static String text(byte[] labels, int offset) {
        return new String(labels, offset + 1, labels[offset], StandardCharsets.UTF_8);
    }

    private Judgement judgement(ClusterNetwork now) {
        Judgement current = judgement;
        if (current == null || current.network() != now) {
            current = Judgement.of(now, current, settings);
            judgement = current;
        }
        return current;
    }

    /** When something has changed, every few seconds at most; once more when the last change of policies is in force everywhere. */
    private void count(ClusterNetwork now) {
        long nanos = nanoClock.getAsLong();
        if (now.policyVersion() != policyVersion) {
            policyVersion = now.policyVersion();
            policiesSince = nanos;
            settled = false;
        }
        if (nanos - countedAt < COUNTING || now.version() == countedVersion && settled) {
            return;
        }
        PolicySettings judgedBy = judgement(now).settings();
        counts.publish(withoutDns.count(judgement(now), settled));
        settled = nanos - policiesSince > judgedBy.settle().toNanos();
        countedVersion = now.version();
        countedAt = nanos;
    }
}
