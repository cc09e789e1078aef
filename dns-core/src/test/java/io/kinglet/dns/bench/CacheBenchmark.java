package io.kinglet.dns.bench;

import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.Arrays;
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

/** A query read, found in the cache and answered, among few names and among many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CacheBenchmark {

    @Param({"100", "1000", "5000"})
    public int names = 100;

    private final Query query = new Query();
    private final AnswerEncoder encoder = new AnswerEncoder(true);
    private final byte[] out = new byte[1232];
    private Resolver cached = Resolver.NOBODY;
    private byte[][] packets = {};
    private int next;

    /** Fills the cache. */
    @Setup
    public void fill() {
        CacheLayer layer = new CacheLayer(
                CacheConfig.of(List.of(DomainName.ROOT)), (task, nanos) -> () -> {}, System::nanoTime, it -> false);
        cached = layer.over(
                it -> Reply.to(it).answer(it.qname() + " 3600 A 192.0.2.1").answer());
        byte[][] some = new byte[names][];
        for (int i = 0; i < names; i++) {
            Query asked = Ask.edns("host" + i + ".example.test.", "A", 1232, false);
            cached.resolve(asked);
            some[i] = Arrays.copyOf(asked.octets(), asked.length());
        }
        packets = new byte[0x10000][];
        Random random = new Random(7);
        Arrays.setAll(packets, i -> some[random.nextInt(names)]);
    }

    /** From octets to octets. */
    @Benchmark
    public int hit() {
        byte[] packet = packets[next++ & 0xffff];
        query.read(packet, packet.length, Transport.UDP, Ask.CLIENT);
        query.receivedNanos(System.nanoTime());
        query.rotation(next);
        return encoder.encode(query, cached.resolve(query), out);
    }
}
