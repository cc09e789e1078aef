package io.kinglet.server.assembly;

import io.kinglet.k8s.explain.Explainer;
import io.kinglet.k8s.explain.Explanation;
import io.kinglet.k8s.explain.Freshness;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.server.explain.ExplainQuestion;
import io.kinglet.server.explain.Ground;
import io.kinglet.server.reach.NotThereException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Explanations for a program that has the server within itself. The cluster is read for them when the first is asked for. Any thread,
 * one after the other.
 */
public final class Explanations implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DnsServer server;
    private final ExplainGround ground;
    private final @Nullable Supplier<ClusterSource> again;
    private final NetworkWriter writer = new NetworkWriter();
    private @Nullable ClusterSource source;

    /**
     * @param again opens once more what the server reads; null where that cannot be
     */
    public Explanations(DnsServer server, @Nullable Supplier<ClusterSource> again) {
        this.server = server;
        this.again = again;
        ground = new ExplainGround(server::generation);
    }

    /**
     * @param from {@code NAMESPACE/POD}, an address, or {@code outside}
     * @param target {@code NAME} or {@code NAME:PORT}
     * @throws IllegalArgumentException if there is no such Pod, or the words make no sense
     * @throws IllegalStateException if nothing is known of the cluster's network
     */
    public synchronized Explanation explain(String from, String target) {
        Ground directive = ground.get();
        try {
            return ExplainQuestion.of(target, null, from, null).answer(directive == null ? own() : directive);
        } catch (NotThereException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Ground own() {
        if (source == null) {
            if (again == null) {
                throw new IllegalStateException(
                        "the cluster cannot be read a second time; write `kinglet explain` in the Corefile, or give the cluster as"
                                + " manifests");
            }
            source = again.get();
            source.start(ClusterScope.ofNetwork(), writer);
        }
        ClusterNetwork network = writer.published().current();
        Generation generation = server.generation();
        KubernetesConfig config = ExplainGround.config(generation.plan());
        return new Ground(
                network,
                ExplainGround.domain(config),
                new Explainer(
                        network,
                        new PolicyEngine(network, PolicySettings.assumed()),
                        config,
                        generation.names(true, PATIENCE.toNanos()),
                        Explainer.DnsService.USUAL,
                        Freshness.WRITTEN));
    }

    @Override
    public synchronized void close() {
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
