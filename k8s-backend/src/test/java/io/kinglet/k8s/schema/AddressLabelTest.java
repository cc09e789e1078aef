package io.kinglet.k8s.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.fixture.Question;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLabelTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.0.30, 10-1-0-30",
        "0.0.0.0, 0-0-0-0",
        "255.255.255.255, 255-255-255-255",
        "fd00:1::9, fd00-1--9",
        "fd00:1::, fd00-1--0",
        "::, --0",
        "::1, --1",
        "1:2:3:4:5:6:7:8, 1-2-3-4-5-6-7-8",
        "1:0:3:4:5:6:7:8, 1-0-3-4-5-6-7-8",
        "1::4:0:0:7:8, 1--4-0-0-7-8",
        "1:0:3::, 1-0-3--0",
        "ABCD:0EF0::, abcd-ef0--0",
        "::ffff:10.1.0.99, --ffff-a01-63",
    })
    void labelOfAnAddressLeadsBackToIt(String address, String label) {
        IpAddress parsed = IpAddress.parse(address);
        assertThat(parsed).isNotNull();
        assertThat(text(AddressLabel.of(parsed))).isEqualTo(label);
        assertThat(written(parsed)).isEqualTo(label);
        assertThat(read(label)).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource({"fd00-1-0-0-0-0-0-50, fd00:1::50", "fd00-0001--50, fd00:1::50", "10-1--99, 10:1::99"})
    void ipv6MayBeSpelledInAnyForm(String label, String address) {
        assertThat(read(label)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "_tcp",
                "10-1-0",
                "10-1-0-256",
                "010-1-0-1",
                "10-1-0-1-1",
                "-10-1-0-1",
                "10-1-0-",
                "10.1.0.1",
                "fd00:1::9",
                "--ffff-10.1.0.99",
                "fd00-1---9",
                "fd00--1--9",
                "g--1",
                "-",
                "12345--1",
                "1-2-3-4-5-6-7",
                "1-2-3-4-5-6-7-8-9",
                "1-2-3-4-5-6-7-",
                "------------------------------------------------------",
            })
    void otherLabelsSpellNoAddress(String label) {
        assertThat(read(label)).isNull();
    }

    @Test
    void bothWaysOfWritingAgreeForAnyAddress() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 20_000; i++) {
            // Many zero groups and short ones: there the rules differ.
            IpAddress address = random.nextInt(3) == 0
                    ? IpAddress.v4((int) mask(random))
                    : IpAddress.v6(random.nextLong() & mask(random), random.nextLong() & mask(random));
            String label = text(AddressLabel.of(address));
            assertThat(written(address)).isEqualTo(label);
            assertThat(read(label)).isEqualTo(address);
        }
    }

    /** Some of the eight groups, or four octets. */
    private static long mask(SplittableRandom random) {
        long mask = 0;
        for (int shift = 0; shift < 64; shift += 16) {
            mask |= (random.nextBoolean() ? 0xffffL >>> random.nextInt(16) : 0) << shift;
        }
        return mask;
    }

    private static @Nullable IpAddress read(String label) {
        byte[] octets = ("x" + label).getBytes(StandardCharsets.ISO_8859_1);
        long v4 = AddressLabel.v4(octets, 1, label.length());
        return v4 >= 0 ? IpAddress.v4((int) v4) : AddressLabel.v6(octets, 1, label.length());
    }

    private static String written(IpAddress address) {
        byte[] packet = Question.octets("a. A");
        Query query = new Query();
        query.read(packet, packet.length, Transport.UDP, null);
        byte[] octets = new byte[100];
        MessageWriter out = new MessageWriter();
        out.begin(query, octets, octets.length);
        int start = out.position();
        AddressLabel.write(address.v6(), address.high(), address.low(), out);
        return text(Arrays.copyOfRange(octets, start, out.position()));
    }

    private static String text(byte[] label) {
        assertThat(label[0]).isEqualTo((byte) (label.length - 1));
        return new String(label, 1, label.length - 1, StandardCharsets.ISO_8859_1);
    }
}
