package io.kinglet.k8s.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSelector.Requirement;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.spec.NetworkPolicySpec;
import io.kinglet.k8s.spec.TierPolicySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Whatever is in policies and labels, a judgement is made, and what it says to apply is YAML. */
class GarbageTest {

    private static final String[] TEXTS = {
        "",
        "a",
        "app",
        "true",
        "1",
        "no",
        "x\"y",
        "\n- z: 1",
        "ü\u0000",
        "${x}",
        "%s %d",
        "a: b # c",
        "{}",
        "\\",
        "'",
        "kubernetes.io/metadata.name"
    };

    private SplittableRandom random = new SplittableRandom(0);

    @Test
    void garbageInTheModelNeverThrows() {
        for (long seed = 0; seed < 1500; seed++) {
            random = new SplittableRandom(seed);
            Town town = new Town();
            town.namespace("a", "x=y").namespace("b", "");
            for (int i = 0; i < 3; i++) {
                town.podOn(
                        pick("", "n1"),
                        pick("a", "b") + "/p" + i,
                        "10.0.0." + i,
                        "app=" + text().replaceAll("[=,]", "_"),
                        "/TCP/80");
                town.with(networkPolicy("n" + i)).with(tierPolicy("t" + i));
            }
            judgeAll("seed " + seed, town.network());
        }
    }

    @Test
    void garbageInManifestsNeverThrows() {
        for (long seed = 0; seed < 1500; seed++) {
            random = new SplittableRandom(seed);
            RawTown raw = new RandomTown(seed, false).make();
            Town town = new Town();
            raw.namespaces.keySet().forEach(name -> town.namespace(name, "app=x"));
            raw.pods.forEach(pod -> town.podOn(pod.node(), pod.namespace() + "/" + pod.name(), pod.address(), "app=x"));
            for (int i = 0; i < raw.policies.size(); i++) {
                List<String> flaws = new ArrayList<>();
                RawPart spec = new RawPart(spoiled(raw.policies.get(i).get("spec")), flaws);
                town.with(NetworkPolicySpec.read("a", "n" + i, spec, null, flaws));
            }
            for (int i = 0; i < raw.tiers.size(); i++) {
                List<String> flaws = new ArrayList<>();
                RawPart spec = new RawPart(spoiled(raw.tiers.get(i).get("spec")), flaws);
                town.with(TierPolicySpec.read(Kind.CLUSTER_NETWORK_POLICY, "t" + i, spec, null, flaws));
            }
            judgeAll("seed " + seed, town.network());
        }
    }

    private void judgeAll(String seed, ClusterNetwork network) {
        PolicyEngine engine = new PolicyEngine(network, PolicySettings.assumed());
        List<End> ends = new ArrayList<>(List.of(Town.end(network, "203.0.113.9"), Town.end(network, "192.168.0.1")));
        network.namespaces()
                .forEach(namespace -> namespace
                        .pods()
                        .forEach(pod -> ends.add(
                                new End.OfPod(pod, namespace, pod.addresses().get(0)))));
        for (int i = 0; i < 6; i++) {
            Traffic traffic = new Traffic(pick(ends), pick(ends), pick("tcp", "udp", "icmp"), random.nextInt(65536));
            assertThatCode(() -> {
                        Verdict verdict = engine.judge(traffic);
                        assertThat(verdict.reasons())
                                .allSatisfy(reason ->
                                        assertThat(reason.text()).isNotEmpty().doesNotEndWith("."));
                        if (verdict.opening() != null) {
                            verdict.opening().steps().forEach(step -> parsed(step.yaml()));
                        }
                    })
                    .as("%s: %s", seed, traffic)
                    .doesNotThrowAnyException();
        }
    }

    private static void parsed(String yaml) {
        if (!yaml.isEmpty()) {
            Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            assertThat(NaiveMatching.map(document)).containsKeys("apiVersion", "kind", "metadata", "spec");
        }
    }

    /** The same with some of its values replaced by others. */
    private Object spoiled(Object value) {
        if (random.nextInt(12) == 0) {
            return pick(List.<Object>of(
                    text(), -1, 70000, List.of(), Map.of(), List.of(text(), 1), Map.of(text(), text())));
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> spoiled = new LinkedHashMap<>();
            map.forEach((key, of) -> spoiled.put(random.nextInt(20) == 0 ? text() : key, spoiled(of)));
            return spoiled;
        }
        return value instanceof List<?> list ? list.stream().map(this::spoiled).toList() : value;
    }

    private NetworkPolicy networkPolicy(String name) {
        return new NetworkPolicy(
                pick("a", "b"),
                name,
                selector(),
                random.nextBoolean(),
                random.nextBoolean(),
                some(() -> new NetworkPolicy.Rule(peers(), ports())),
                some(() -> new NetworkPolicy.Rule(peers(), ports())),
                null,
                some(this::text).stream().filter(flaw -> !flaw.isEmpty()).toList());
    }

    private TierPolicy tierPolicy(String name) {
        return new TierPolicy(
                pick(Kind.ADMIN_NETWORK_POLICY, Kind.BASELINE_ADMIN_NETWORK_POLICY, Kind.CLUSTER_NETWORK_POLICY),
                name,
                pick(TierPolicy.Tier.values()),
                pick(-1, 0, 0, 7, Integer.MIN_VALUE, Integer.MAX_VALUE),
                selector(),
                random.nextBoolean() ? selector() : null,
                some(this::rule),
                some(this::rule),
                null,
                List.of());
    }

    private TierPolicy.Rule rule() {
        return new TierPolicy.Rule(text(), pick(TierPolicy.Action.values()), some(this::peer), ports());
    }

    private @Nullable List<PolicyPeer> peers() {
        return random.nextInt(4) == 0 ? null : some(this::peer);
    }

    private PolicyPeer peer() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new PolicyPeer.Pods(random.nextBoolean() ? selector() : null, random.nextBoolean() ? selector() : null);
            case 1 -> new PolicyPeer.Block(prefix(), some(this::prefix));
            case 2 -> new PolicyPeer.Nodes(selector());
            default -> new PolicyPeer.Unmatched(text(), random.nextBoolean());
        };
    }

    private IpPrefix prefix() {
        return random.nextBoolean()
                ? new IpPrefix(IpAddress.v4(random.nextInt()), random.nextInt(33))
                : new IpPrefix(IpAddress.v6(random.nextLong(), random.nextLong()), random.nextInt(129));
    }

    private @Nullable List<PolicyPort> ports() {
        return random.nextInt(3) == 0
                ? null
                : some(() -> new PolicyPort(
                        pick(null, "tcp", "udp", "ip"),
                        random.nextInt(-5, 70000),
                        random.nextInt(-5, 70000),
                        random.nextInt(3) == 0 ? text() : null));
    }

    private LabelSelector selector() {
        return new LabelSelector(some(() -> {
            Requirement requirement = switch (random.nextInt(5)) {
                case 0 -> new Requirement.Exists(text());
                case 1 -> new Requirement.Absent(text());
                case 2 -> new Requirement.In(text(), Set.of(text()));
                case 3 -> new Requirement.NotIn(text(), Set.of());
                default -> new Requirement.Beyond(text(), random.nextBoolean(), random.nextLong());
            };
            return requirement;
        }));
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> List<T> some(Supplier<T> item) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> item.get()).toList();
    }

    @SafeVarargs
    private <T extends @Nullable Object> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
