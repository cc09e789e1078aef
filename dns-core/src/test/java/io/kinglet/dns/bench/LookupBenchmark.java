package io.kinglet.dns.bench;

import io.kinglet.dns.index.NameTable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** A name found, or not found, among few and among many: what grows is how much of the table the processor has at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LookupBenchmark {

    @Param({"1000", "10000", "100000"})
    public int names = 1000;

    private NameTable<Names.Entry> table = NameTable.empty();
    private byte[][] present = {};
    private byte[][] absent = {};
    private int next;

    /** Fills the table. */
    @Setup
    public void fill() {
        table = Names.table(names);
        int[] order = Names.shuffled(names);
        present = new byte[order.length][];
        absent = new byte[order.length][];
        for (int i = 0; i < order.length; i++) {
            present[i] = Names.name(order[i]);
            absent[i] = Names.name(order[i] + names);
        }
    }

    /** A name that is there. */
    @Benchmark
    public NameTable.@Nullable Entry hit() {
        return table.get(present[next++ & 0xffff]);
    }

    /** A name that is not there. */
    @Benchmark
    public NameTable.@Nullable Entry miss() {
        return table.get(absent[next++ & 0xffff]);
    }
}
