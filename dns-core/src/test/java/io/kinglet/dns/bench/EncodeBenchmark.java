package io.kinglet.dns.bench;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
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

/** From an answer to its octets, for one address and for several. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EncodeBenchmark {

    @Param({"1", "15", "70"})
    public int addresses = 1;

    private final byte[] packet = Names.query(4711);
    private final byte[] reply = new byte[0xffff];
    private final Query query = new Query();
    private final AnswerEncoder encoder = new AnswerEncoder(false);
    private Answer answer = new Answer.Positive(new Addresses(1));

    /** Addresses that are all the same. */
    private record Addresses(int count) implements RecordSet {

        @Override
        public int size(Query query) {
            return count;
        }

        @Override
        public void write(int index, MessageWriter out) {
            out.qname();
            out.head(RecordType.A, 30);
            out.u16(4);
            out.u32(0x0a600001);
        }

        @Override
        public boolean rotates() {
            return true;
        }
    }

    /** Makes the answer, and reads the question it belongs to. */
    @Setup
    public void answer() {
        answer = new Answer.Positive(new Addresses(addresses));
        query.read(packet, packet.length, Transport.UDP, null);
        query.rotates(true);
    }

    /** One answer. */
    @Benchmark
    public int encode() {
        query.rotation(query.rotation() + 1);
        return encoder.encode(query, answer, reply);
    }
}
