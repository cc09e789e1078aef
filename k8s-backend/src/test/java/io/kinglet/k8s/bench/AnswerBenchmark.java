package io.kinglet.k8s.bench;

import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.index.IndexWriter;
import io.kinglet.k8s.index.ProgrammingObserver;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.KubernetesLayer;
import io.kinglet.k8s.zone.PodMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

/** From the octets of a query to the octets of its answer, by how many Services there are, without a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AnswerBenchmark {

    @Param({"A", "AAAA", "SRV", "PTR", "POD", "ENDPOINT", "NXDOMAIN"})
    public String question = "A";

    @Param({"10000"})
    public int services = 10_000;

    private byte[][] queries = {};
    private final byte[] reply = new byte[65_535];
    private Responder responder = responder(Resolver.REFUSED);
    private int next;

    /** Builds the world and the questions. */
    @Setup
    public void world() {
        KubernetesConfig config = new KubernetesConfig.Builder(
                        List.of(DomainName.parse("cluster.local."), DomainName.parse("in-addr.arpa.")))
                .pods(PodMode.INSECURE)
                .ttl(30)
                .build();
        IndexWriter writer = new IndexWriter(config.index(), System::currentTimeMillis, ProgrammingObserver.NONE);
        BenchWorld.fill(writer, services);
        responder = responder(
                new KubernetesLayer(config, writer.published(), () -> Resolver.NOBODY, List::of).over(Resolver.NOBODY));
        queries = new byte[services][];
        for (int i = 0; i < services; i++) {
            queries[i] = query(i);
        }
        // Asked in the order they were made, neighbours in memory would be met one after another.
        Collections.shuffle(Arrays.asList(queries), new Random(53));
    }

    private static Responder responder(Resolver resolver) {
        return new Responder(new Published<>(resolver), Refusals.UNCOUNTED, new AnswerEncoder(false));
    }

    private byte[] query(int i) {
        String service = "svc-" + i + "." + BenchWorld.namespace(i) + ".svc.cluster.local.";
        String dashed = BenchWorld.endpoint(i, 3).toString().replace('.', '-');
        return switch (question) {
            case "A" -> BenchWorld.query(service, RecordType.A);
            case "AAAA" -> BenchWorld.query(service, RecordType.AAAA);
            case "SRV" -> BenchWorld.query("_http._tcp." + service, RecordType.SRV);
            case "PTR" -> BenchWorld.query(reverse(BenchWorld.clusterIp(i)), RecordType.PTR);
            case "POD" ->
                BenchWorld.query(dashed + "." + BenchWorld.namespace(i) + ".pod.cluster.local.", RecordType.A);
            case "ENDPOINT" -> BenchWorld.query(dashed + "." + service, RecordType.A);
            case "NXDOMAIN" ->
                BenchWorld.query("www.example.com." + BenchWorld.namespace(i) + ".svc.cluster.local.", RecordType.A);
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static String reverse(IpAddress address) {
        return ReverseName.of(address).toString();
    }

    /** One query, another every time. */
    @Benchmark
    public int answer() {
        byte[] query = queries[next++ % services];
        return responder.respond(query, query.length, Transport.UDP, null, 0, reply, (asked, stage) -> {});
    }
}
