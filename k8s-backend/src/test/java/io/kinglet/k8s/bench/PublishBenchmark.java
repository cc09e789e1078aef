package io.kinglet.k8s.bench;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.index.IndexWriter;
import io.kinglet.k8s.index.ProgrammingObserver;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.ArrayList;
import java.util.List;
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

/** From changed objects to a version that queries see, by how many there are and how many change at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PublishBenchmark {

    @Param({"1000", "10000", "100000"})
    public int services = 1000;

    @Param({"1", "100"})
    public int changes = 1;

    private IndexWriter writer = writer();
    private int next;

    private static IndexWriter writer() {
        KubernetesConfig config = new KubernetesConfig.Builder(List.of(DomainName.parse("cluster.local."))).build();
        return new IndexWriter(config.index(), System::currentTimeMillis, ProgrammingObserver.NONE);
    }

    /** Builds the world. */
    @Setup
    public void world() {
        writer = writer();
        BenchWorld.fill(writer, services);
    }

    /** Slices of which one endpoint comes or goes, all in one publication. */
    @Benchmark
    public int publish() {
        List<Change> batch = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            int service = (int) (next * 2_654_435_761L >>> 8) % services;
            batch.add(new Change.Put(BenchWorld.slice(Math.abs(service), 14 + (next & 1))));
            next++;
        }
        writer.apply(batch);
        return next;
    }
}
