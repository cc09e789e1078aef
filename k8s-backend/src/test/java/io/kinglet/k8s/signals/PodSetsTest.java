package io.kinglet.k8s.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.policy.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodSetsTest {

    private static final List<String> NAMESPACES = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void policiesCannotTellPodsOfASetFromEachOther(long seed) {
        Random random = new Random(seed);
        int shared = 0;
        for (int round = 0; round < 40; round++) {
            ClusterNetwork network = town(random).network();
            PodSets sets = new PodSets(network);
            PolicyEngine engine = new PolicyEngine(network, PolicySettings.assumed());
            NetworkPod to = Objects.requireNonNull(
                    Objects.requireNonNull(network.namespace("c")).pod("target"));
            Map<PodSets.PodSet, Verdict.Outcome> known = new HashMap<>();
            for (NetworkNamespace namespace : network.namespaces()) {
                for (NetworkPod pod : namespace.pods()) {
                    if (pod == to) {
                        continue;
                    }
                    Verdict.Outcome outcome = engine.judge(Town.traffic(network, pod.toString(), "c/target", "TCP/80"))
                            .outcome();
                    Verdict.Outcome before = known.put(sets.of(pod, "c", false), outcome);
                    shared += before == null ? 0 : 1;
                    assertThat(before == null ? outcome : before)
                            .as("seed %d, round %d, %s %s", seed, round, pod, pod.labels())
                            .isEqualTo(outcome);
                }
            }
        }
        assertThat(shared).as("Pods of sets with others").isGreaterThan(300);
    }

    @Test
    void labelsThatNoPolicyNamesMakeNoDifference() {
        ClusterNetwork network = new Town()
                .pod("a/one", "10.0.0.1", "app=web,pod-template-hash=1")
                .pod("a/two", "10.0.0.2", "app=web,pod-template-hash=2")
                .pod("a/three", "10.0.0.3", "app=db")
                .with(policy("a", "p", Town.selector("app=web"), List.of()))
                .network();
        PodSets sets = new PodSets(network);
        NetworkNamespace namespace = Objects.requireNonNull(network.namespace("a"));
        List<PodSets.PodSet> all =
                namespace.pods().stream().map(pod -> sets.of(pod, "a", false)).toList();
        assertThat(Set.copyOf(all)).hasSize(2);
    }

    private static Town town(Random random) {
        Town town = new Town();
        for (int i = 0; i < 30; i++) {
            town.pod(
                    NAMESPACES.get(random.nextInt(3)) + "/p" + i,
                    "10.0." + random.nextInt(2) + "." + (1 + i),
                    "app=x" + random.nextInt(2) + ",tier=t" + random.nextInt(2) + ",hash=h" + i);
        }
        town.pod("c/target", "10.0.9.9", "app=x0,tier=t0");
        for (int i = random.nextInt(4); i >= 0; i--) {
            List<PolicyPeer> peers = new ArrayList<>();
            for (int p = random.nextInt(2); p >= 0; p--) {
                peers.add(
                        random.nextInt(6) == 0
                                ? new PolicyPeer.Block(
                                        Objects.requireNonNull(IpPrefix.parse("10.0." + random.nextInt(2) + ".0/24")),
                                        List.of())
                                : new PolicyPeer.Pods(
                                        random.nextBoolean() ? null : LabelSelector.EVERYTHING, selector(random)));
            }
            town.with(policy(NAMESPACES.get(random.nextInt(3)), "p" + i, selector(random), peers));
        }
        return town;
    }

    private static LabelSelector selector(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> LabelSelector.EVERYTHING;
            case 1 -> Town.selector("tier=t" + random.nextInt(2));
            default -> Town.selector("app=x" + random.nextInt(2));
        };
    }

    private static NetworkPolicy policy(String namespace, String name, LabelSelector pods, List<PolicyPeer> peers) {
        List<NetworkPolicy.Rule> rules =
                List.of(new NetworkPolicy.Rule(peers.isEmpty() ? null : peers, List.of(PolicyPort.of("tcp", 80))));
        return new NetworkPolicy(namespace, name, pods, true, name.hashCode() % 2 == 0, rules, rules, null, List.of());
    }
}
