package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.explain.Explainer;
import io.kinglet.k8s.explain.Freshness;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.source.KindStatus;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.server.explain.Ground;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.ServerPlan;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running server as what explanations stand on: what `kinglet explain` reads of the cluster, and the chain that is served now.
 * Any thread; a {@link Ground} it gives is one thread's.
 */
final class ExplainGround implements Supplier<@Nullable Ground> {

    /** Where no directive serves a cluster, the names that Pods search all the same. */
    private static final DomainName USUAL_DOMAIN = DomainName.parse("cluster.local.");

    private final Supplier<Generation> generation;
    private volatile @Nullable Judged latest;

    /** An engine, which is made once for each state of the cluster: to find out who enforces policies takes a look at every Pod. */
    private record Judged(Explaining explaining, ClusterNetwork network, PolicyEngine engine) {}

    ExplainGround(Supplier<Generation> generation) {
        this.generation = generation;
    }

    /** Null where the Corefile has no {@code kinglet explain}. */
    @Override
    public @Nullable Ground get() {
        Generation current = generation.get();
        Explaining explaining = current.explaining();
        if (explaining == null) {
            return null;
        }
        Judged judged = judged(explaining);
        KubernetesConfig config = config(current.plan());
        Explainer.DnsService dns = new Explainer.DnsService(
                explaining.settings().dnsNamespace(), explaining.settings().dnsService());
        boolean synced = current.feeds().synced();
        long silent = Math.max(
                silent(explaining.status().values().stream().toList()),
                silent(current.feeds().all().stream()
                        .flatMap(feed -> feed.status().values().stream())
                        .toList()));
        return new Ground(
                judged.network,
                domain(config),
                new Explainer(
                        judged.network,
                        judged.engine,
                        config,
                        current.names(false, 0),
                        dns,
                        new Freshness(synced, silent)));
    }

    private Judged judged(Explaining explaining) {
        Judged judged = latest;
        ClusterNetwork network = explaining.network();
        if (judged == null || judged.network != network || judged.explaining != explaining) {
            judged = new Judged(explaining, network, new PolicyEngine(network, explaining.policySettings(network)));
            latest = judged;
        }
        return judged;
    }

    /** Seconds since a kind that is out of reach was heard of; -1 where all are in touch. */
    private static long silent(List<KindStatus> kinds) {
        return kinds.stream()
                .filter(kind -> kind.synced() && !kind.connected())
                .mapToLong(kind -> TimeUnit.NANOSECONDS.toSeconds(Math.max(0, kind.ageNanos())))
                .max()
                .orElse(-1);
    }

    /** What the first directive that serves a cluster says; the usual where there is none. */
    static KubernetesConfig config(ServerPlan plan) {
        return plan.blocks().stream()
                .flatMap(block -> block.all(KubernetesDirective.class).stream())
                .map(KubernetesDirective::config)
                .findFirst()
                .orElse(KubernetesConfig.of(List.of(USUAL_DOMAIN)));
    }

    /** The first zone that is no reverse zone: where names of Services end. */
    static String domain(KubernetesConfig config) {
        return config.zones().stream()
                .map(DomainName::toString)
                .filter(zone -> !zone.endsWith(".arpa."))
                .findFirst()
                .orElse(USUAL_DOMAIN.toString());
    }
}
