package io.kinglet.k8s.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.RawTown.RawPod;
import io.kinglet.k8s.policy.RawTown.RawTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** On random clusters: what an opening says to apply opens what was denied, and no port that it was not asked for. */
class OpeningsTest {

    private static final int CLUSTERS = 500;
    private static final int QUESTIONS = 4;
    private static final int OTHER_PORT = 4711;

    private int tried;
    private int tiers;
    private int bothSides;

    @Test
    void openingOpensWhatWasDeniedAndNothingElse() {
        for (long seed = 0; seed < CLUSTERS; seed++) {
            RandomTown random = new RandomTown(1_000_000 + seed, true);
            RawTown town = random.make();
            for (int i = 0; i < QUESTIONS; i++) {
                check("seed " + (1_000_000 + seed), town, random.traffic());
            }
        }
        assertThat(tried).isGreaterThan(300);
        assertThat(tiers).isGreaterThan(40);
        assertThat(bothSides).isGreaterThan(20);
    }

    private void check(String seed, RawTown town, RawTraffic traffic) {
        Verdict before = judge(town, traffic);
        if (before.outcome() != Verdict.Outcome.DENIED) {
            assertThat(before.opening()).isNull();
            return;
        }
        Opening opening = before.opening();
        assertThat(opening).as(seed).isNotNull();
        RawTown after = copy(town);
        for (Opening.Step step : opening.steps()) {
            assertThat(step.yaml()).as("%s: %s", seed, step).isNotEmpty();
            apply(step.yaml(), after);
        }
        tried++;
        tiers += after.tiers.size() > town.tiers.size() ? 1 : 0;
        bothSides += opening.steps().size() > 1 ? 1 : 0;
        String told = seed + ": " + traffic + "\n" + town + "\n" + opening;
        Verdict then = judge(after, traffic);
        assertThat(then.outcome()).as(told).isEqualTo(Verdict.Outcome.ALLOWED);
        assertThat(new NaivePolicies(after).judge(traffic)).as(told).isEqualTo("ALLOWED");
        stillShut(town, after, traffic.protocol(), OTHER_PORT, told);
        stillShut(town, after, traffic.protocol().equals("TCP") ? "UDP" : "TCP", traffic.port(), told);
    }

    private static void stillShut(RawTown town, RawTown after, String protocol, int port, String told) {
        for (RawPod from : town.pods) {
            for (RawPod to : town.pods) {
                RawTraffic other = new RawTraffic(from, from.address(), to, to.address(), protocol, port, null, false);
                if (new NaivePolicies(town).judge(other).equals("DENIED")) {
                    assertThat(new NaivePolicies(after).judge(other))
                            .as("%s\nopens %s", told, other)
                            .isEqualTo("DENIED");
                }
            }
        }
    }

    private static Verdict judge(RawTown town, RawTraffic traffic) {
        ClusterNetwork network = RandomPoliciesTest.network(town);
        return new PolicyEngine(network, PolicySettings.assumed()).judge(RandomPoliciesTest.traffic(network, traffic));
    }

    private static RawTown copy(RawTown town) {
        RawTown copy = new RawTown();
        copy.namespaces.putAll(town.namespaces);
        copy.pods.addAll(town.pods);
        copy.services.addAll(town.services);
        copy.nodes.putAll(town.nodes);
        copy.policies.addAll(town.policies);
        copy.tiers.addAll(town.tiers);
        return copy;
    }

    private static void apply(String yaml, RawTown town) {
        Map<String, Object> document =
                NaiveMatching.map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        Object name = NaiveMatching.map(document.get("metadata")).get("name");
        List<Map<String, Object>> into = document.get("kind").equals("NetworkPolicy") ? town.policies : town.tiers;
        List<Object> names = new ArrayList<>();
        into.forEach(
                policy -> names.add(NaiveMatching.map(policy.get("metadata")).get("name")));
        assertThat(names).doesNotContain(name);
        into.add(document);
    }
}
