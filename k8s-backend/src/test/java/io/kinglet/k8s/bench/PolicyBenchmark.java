package io.kinglet.k8s.bench;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.policy.Traffic;
import io.kinglet.k8s.policy.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One judgement among 10,000 Pods of 200 workloads and 1,000 policies, spread over namespaces or all in one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PolicyBenchmark {

    private static final int PODS = 10_000;
    private static final int POLICIES = 1_000;
    private static final int WORKLOADS = 200;

    @Param({"50", "1"})
    public int namespaces = 50;

    private ClusterNetwork network = new Town().network();
    private PolicyEngine engine = new PolicyEngine(network, PolicySettings.assumed());
    private int next;

    /** Each workload takes traffic of one other workload, of one namespace and of a range, on a few ports. */
    @Setup
    public void town() {
        Town town = new Town();
        for (int i = 0; i < namespaces; i++) {
            town.namespace("ns" + i, "team=t" + i % 7);
        }
        for (int i = 0; i < PODS; i++) {
            String address = IpAddress.v4(0x0a000000 + i).toString();
            town.pod(path(i), address, "app=w" + i % WORKLOADS + ",tier=t" + i % 5, "http/TCP/8080");
        }
        for (int i = 0; i < POLICIES; i++) {
            List<PolicyPeer> peers = List.of(
                    new PolicyPeer.Pods(null, Town.selector("app=w" + (i + 1) % WORKLOADS)),
                    new PolicyPeer.Pods(Town.selector("team=t" + i % 7), Town.selector("tier=t1")),
                    new PolicyPeer.Block(Objects.requireNonNull(IpPrefix.parse("203.0.113.0/24")), List.of()));
            List<PolicyPort> ports = List.of(PolicyPort.named("tcp", "http"), PolicyPort.of("tcp", 9090));
            List<NetworkPolicy.Rule> rules = List.of(new NetworkPolicy.Rule(peers, ports));
            town.with(new NetworkPolicy(
                    "ns" + i % namespaces,
                    "p" + i,
                    Town.selector("app=w" + i % WORKLOADS),
                    true,
                    i % 3 == 0,
                    rules,
                    rules,
                    null,
                    List.of()));
        }
        network = town.network();
        engine = new PolicyEngine(network, PolicySettings.assumed());
    }

    private String path(int pod) {
        return "ns" + pod / WORKLOADS % namespaces + "/p" + pod;
    }

    /** Between two Pods, of which the policies may have been found before. */
    @Benchmark
    public Verdict judge() {
        return engine.judge(traffic());
    }

    /** The first judgement of a state of the cluster. */
    @Benchmark
    public Verdict first() {
        return new PolicyEngine(network, PolicySettings.assumed()).judge(traffic());
    }

    private Traffic traffic() {
        next++;
        int from = Math.floorMod(next * 7919, PODS);
        int to = Math.floorMod(next * 104_729, PODS);
        return Town.traffic(network, path(from), path(to), "TCP/8080");
    }
}
