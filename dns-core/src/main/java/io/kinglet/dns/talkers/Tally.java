package io.kinglet.dns.talkers;

import io.kinglet.dns.talkers.Talkers.Talker;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The counts of several tables added up by key. One thread, one use. */
final class Tally implements HeavyHitters.Visitor {

    private record Sum(long count, long excess) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, excess + other.excess);
        }
    }

    private final Map<ByteBuffer, Sum> sums = new HashMap<>();

    @Override
    public void visit(byte[] keys, int offset, int length, long count, long excess) {
        byte[] key = new byte[length];
        System.arraycopy(keys, offset, key, 0, length);
        sums.merge(ByteBuffer.wrap(key), new Sum(count, excess), Sum::plus);
    }

    /** The {@code most} that were certainly met most often. */
    <T> List<Talker<T>> top(int most, Function<byte[], T> reading) {
        return sums.entrySet().stream()
                .map(it -> new Talker<>(
                        it.getKey().array(), it.getValue().count, it.getValue().count - it.getValue().excess))
                .sorted(Comparator.<Talker<byte[]>>comparingLong(Talker::sure)
                        .thenComparingLong(Talker::count)
                        .reversed()
                        .thenComparing(Talker::who, Arrays::compare))
                .limit(most)
                .map(it -> new Talker<>(reading.apply(it.who()), it.count(), it.sure()))
                .toList();
    }
}
