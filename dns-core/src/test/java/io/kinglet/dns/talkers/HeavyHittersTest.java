package io.kinglet.dns.talkers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeavyHittersTest {

    private static void add(HeavyHitters table, int key, long weight) {
        byte[] octets = ByteBuffer.allocate(4).putInt(key).array();
        table.add(octets, 4, (int) Octets.hash(octets, 0, 4), weight);
    }

    private static Map<Integer, long[]> all(HeavyHitters table) {
        Map<Integer, long[]> all = new TreeMap<>();
        table.forEach((keys, offset, length, count, excess) ->
                all.put(ByteBuffer.wrap(keys, offset, length).getInt(), new long[] {count, excess}));
        return all;
    }

    @Test
    void countsAreExactWhileThereIsRoom() {
        HeavyHitters table = new HeavyHitters(8, 4);
        for (int key = 0; key < 8; key++) {
            add(table, key, 10 + key);
            add(table, key, 1);
        }
        Map<Integer, long[]> all = all(table);
        assertThat(all).hasSize(8);
        all.forEach((key, counts) -> assertThat(counts).containsExactly(11 + key, 0));
    }

    @Test
    void aNewKeyTakesThePlaceOfTheLeastAndItsCountAsExcess() {
        HeavyHitters table = new HeavyHitters(2, 4);
        add(table, 1, 5);
        add(table, 2, 3);
        add(table, 3, 1);
        assertThat(all(table)).containsOnlyKeys(1, 3);
        assertThat(all(table).get(3)).containsExactly(4, 3);
    }

    /** The two promises of Space-Saving, against exact counts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noCountIsOffByMoreThanItsExcessNorThatByMoreThanItsShare(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HeavyHitters table = new HeavyHitters(64, 4);
        Map<Integer, Long> exact = new HashMap<>();
        long total = 0;
        for (int i = 0; i < 50_000; i++) {
            int key = (int) Math.pow(2000, random.nextDouble());
            long weight = 1L << random.nextInt(4);
            add(table, key, weight);
            exact.merge(key, weight, Long::sum);
            total += weight;
        }
        Map<Integer, long[]> all = all(table);
        assertThat(all).hasSize(64);
        assertThat(all.values().stream().mapToLong(it -> it[0]).sum()).isEqualTo(total);
        long share = total / 64;
        all.forEach((key, counts) -> {
            assertThat(counts[0]).isBetween(exact.get(key), exact.get(key) + counts[1]);
            assertThat(counts[1]).isLessThanOrEqualTo(share);
        });
        exact.forEach((key, count) -> {
            if (count > share) {
                assertThat(all).containsKey(key);
            }
        });
    }

    @Test
    void clearedItBeginsAnew() {
        HeavyHitters table = new HeavyHitters(2, 4);
        add(table, 1, 5);
        add(table, 2, 5);
        table.clear();
        assertThat(all(table)).isEmpty();
        add(table, 3, 1);
        assertThat(all(table).get(3)).containsExactly(1, 0);
    }

    @Test
    void theLongestNameFits() {
        byte[] name = new byte[DomainName.MAX_OCTETS];
        Arrays.fill(name, (byte) 'a');
        HeavyHitters table = new HeavyHitters(8, DomainName.MAX_OCTETS);
        table.add(name, name.length, 7, 1);
        table.add(name, name.length - 1, 7, 2);
        int[] lengths = new int[4];
        table.forEach((keys, offset, length, count, excess) -> lengths[(int) count] = length);
        assertThat(lengths).containsExactly(0, 255, 254, 0);
    }
}
