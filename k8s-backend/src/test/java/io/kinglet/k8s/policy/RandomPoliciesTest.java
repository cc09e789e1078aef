package io.kinglet.k8s.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.RawTown.RawPod;
import io.kinglet.k8s.policy.RawTown.RawTraffic;
import io.kinglet.k8s.spec.NetworkPolicySpec;
import io.kinglet.k8s.spec.TierPolicySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The engine and the naive evaluator agree on random clusters; the seed of the one they do not agree on is printed. */
class RandomPoliciesTest {

    private static final int CLUSTERS = 10_000;
    private static final int QUESTIONS = 12;

    @Test
    void engineAgreesWithThePlainReadingOfTheSpecification() {
        Map<Verdict.Outcome, Integer> seen = new EnumMap<>(Verdict.Outcome.class);
        for (long seed = 0; seed < CLUSTERS; seed++) {
            RandomTown random = new RandomTown(seed, seed % 2 == 0);
            RawTown town = random.make();
            ClusterNetwork network = network(town);
            PolicyEngine engine = new PolicyEngine(network, PolicySettings.assumed());
            NaivePolicies naive = new NaivePolicies(town);
            for (int i = 0; i < QUESTIONS; i++) {
                RawTraffic traffic = random.traffic();
                Verdict verdict = engine.judge(traffic(network, traffic));
                seen.merge(verdict.outcome(), 1, Integer::sum);
                String expected = naive.judge(traffic);
                if (!verdict.outcome().name().equals(expected)) {
                    assertThat(verdict.outcome().name())
                            .as("seed %s: %s\n%s\n%s", seed, traffic, town, reasons(verdict))
                            .isEqualTo(expected);
                }
            }
        }
        // All three come often, or the clusters are too dull to tell anything.
        assertThat(seen)
                .hasSize(3)
                .allSatisfy((outcome, times) -> assertThat(times).isGreaterThan(5_000));
    }

    private static String reasons(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::toString).collect(Collectors.joining("\n"));
    }

    static ClusterNetwork network(RawTown town) {
        Town made = new Town();
        town.namespaces.forEach((name, labels) -> made.namespace(name, text(labels)));
        for (RawPod pod : town.pods) {
            String[] ports = pod.ports().stream()
                    .map(port -> port.name() + "/" + port.protocol() + "/" + port.number())
                    .toArray(String[]::new);
            String path = pod.namespace() + "/" + pod.name();
            if (pod.hostNetwork()) {
                made.hostPod(pod.node(), path, pod.address(), text(pod.labels()), ports);
            } else {
                made.podOn(pod.node(), path, pod.address(), text(pod.labels()), ports);
            }
        }
        for (String address : town.services) {
            made.with(new Service("a", "svc", Service.Type.CLUSTER_IP, List.of(Cluster.ip(address)), null, List.of()));
        }
        town.policies.forEach(policy -> with(policy, made));
        town.tiers.forEach(policy -> with(policy, made));
        return made.network();
    }

    /** Puts a whole document of a policy in. */
    static void with(Map<String, Object> policy, Town town) {
        Map<String, Object> metadata = NaiveMatching.map(policy.get("metadata"));
        String name = (String) metadata.get("name");
        RawPart spec = new RawPart(policy.get("spec"), null);
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(policy.get("kind")))
                .findFirst()
                .orElseThrow();
        town.with(
                kind == Kind.NETWORK_POLICY
                        ? NetworkPolicySpec.read((String) metadata.get("namespace"), name, spec, null, List.of())
                        : TierPolicySpec.read(kind, name, spec, null, List.of()));
    }

    private static String text(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    static Traffic traffic(ClusterNetwork network, RawTraffic traffic) {
        return new Traffic(
                end(network, traffic.fromPod(), traffic.from()),
                end(network, traffic.toPod(), traffic.to()),
                traffic.protocol().toLowerCase(Locale.ROOT),
                traffic.port(),
                traffic.via() == null ? null : Cluster.ip(traffic.via()),
                traffic.hidden());
    }

    private static End end(ClusterNetwork network, @Nullable RawPod pod, String address) {
        if (pod == null) {
            return new End.OfAddress(Cluster.ip(address));
        }
        var namespace = Objects.requireNonNull(network.namespace(pod.namespace()));
        return new End.OfPod(Objects.requireNonNull(namespace.pod(pod.name())), namespace, Cluster.ip(address));
    }
}
