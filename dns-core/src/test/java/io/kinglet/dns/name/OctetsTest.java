package io.kinglet.dns.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OctetsTest {

    private static byte[] naive(byte[] octets, int from, int length) {
        byte[] lower = octets.clone();
        for (int i = from; i < from + length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (byte) (lower[i] + 'a' - 'A');
            }
        }
        return lower;
    }

    @Test
    void everyOctetIsFoldedAsOneByOneInEveryPlaceOfAWord() {
        for (int place = 0; place < 8; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] octets = {'Z', 'A', '@', '[', (byte) 0xc1, 'a', 'z', 'M'};
                octets[place] = (byte) value;
                byte[] expected = naive(octets, 0, 8);
                Octets.lowerCase(octets, 0, 8);
                assertThat(octets).isEqualTo(expected);
            }
        }
    }

    @Test
    void spansOfAnyLengthAndOffsetAreFoldedAndNothingElse() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            int from = random.nextInt(octets.length + 1);
            int length = random.nextInt(octets.length - from + 1);
            byte[] expected = naive(octets, from, length);
            byte[] copied = new byte[length + 3];
            Octets.copyLowerCase(octets, from, copied, 2, length);
            Octets.lowerCase(octets, from, length);
            assertThat(octets).isEqualTo(expected);
            assertThat(Arrays.copyOfRange(copied, 2, 2 + length))
                    .isEqualTo(Arrays.copyOfRange(expected, from, from + length));
        }
    }

    @Test
    void equalityIgnoresTheCaseOfLettersOnly() {
        byte[] a = {'a', 'B', '[', (byte) 0xe0};
        assertThat(Octets.equalIgnoreCase(a, 0, new byte[] {'A', 'b', '[', (byte) 0xe0}, 0, 4))
                .isTrue();
        assertThat(Octets.equalIgnoreCase(a, 0, new byte[] {'A', 'b', '{', (byte) 0xe0}, 0, 4))
                .isFalse();
        assertThat(Octets.equalIgnoreCase(a, 0, new byte[] {'A', 'b', '[', (byte) 0xc0}, 0, 4))
                .isFalse();
    }

    @Test
    void hashDependsOnTheOctetsOfTheSpanAlone() {
        SplittableRandom random = new SplittableRandom(2);
        for (int length = 0; length < 64; length++) {
            byte[] octets = new byte[80];
            random.nextBytes(octets);
            byte[] shifted = new byte[90];
            System.arraycopy(octets, 3, shifted, 11, length);
            assertThat(Octets.hash(shifted, 11, length)).isEqualTo(Octets.hash(octets, 3, length));
        }
    }

    @Test
    void likeNamesSpreadOverTheLowAndTheHighBits() {
        Set<Long> low = new HashSet<>();
        Set<Long> high = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] name =
                    DomainName.parse("svc-" + i + ".ns.svc.cluster.local.").canonicalOctets();
            long hash = Octets.hash(name, 0, name.length);
            low.add(hash & 0xffff);
            high.add(hash >>> 48);
        }
        // 10,000 balls into 65,536 bins leave about 9,300 different ones.
        assertThat(low.size()).isGreaterThan(9000);
        assertThat(high.size()).isGreaterThan(9000);
    }
}
