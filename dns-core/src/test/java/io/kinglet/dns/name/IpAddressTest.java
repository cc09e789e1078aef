package io.kinglet.dns.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "10.96.0.1, 10.96.0.1",
        "::, ::",
        "::1, ::1",
        "fd00:1::, fd00:1::",
        "FD00:0001::0009, fd00:1::9",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1::8, 1::8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void textIsReadStrictlyAndWrittenCanonically(String text, String canonical) {
        IpAddress address = IpAddress.parse(text);
        assertThat(address).isNotNull().hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.-4",
                "a.b.c.d",
                "1.2.3.4 ",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:8::",
                "fe80::1%eth0",
                "::1/128",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "::1.2.3",
                "::1.2.3.4.5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "\u0661.2.3.4"
            })
    void whatIsNoAddressIsNull(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void randomAddressesAgreeWithThePlatform() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 5_000; round++) {
            byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(octets);
            if (octets.length == 16 && random.nextBoolean()) {
                int from = 2 * random.nextInt(8);
                java.util.Arrays.fill(octets, from, from + 2 * random.nextInt(1, 9 - from / 2), (byte) 0);
            }
            IpAddress address = IpAddress.read(octets, 0, octets.length);
            assertThat(address.octets()).isEqualTo(octets);
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            String platform = InetAddress.getByAddress(octets).getHostAddress();
            if (octets.length == 4 || platform.contains(":")) {
                assertThat(IpAddress.parse(platform)).isEqualTo(address);
            }
        }
    }

    @Test
    void mappedAddressIsNotItsV4Form() {
        assertThat(IpAddress.parse("::ffff:1.2.3.4")).isNotEqualTo(IpAddress.parse("1.2.3.4"));
    }

    @Test
    void orderIsThatOfTheOctetsV4First() {
        assertThat(java.util.stream.Stream.of("ffff::", "::1", "200.0.0.1", "9.0.0.1")
                        .map(IpAddress::parse)
                        .sorted()
                        .map(String::valueOf))
                .containsExactly("9.0.0.1", "200.0.0.1", "::1", "ffff::");
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatThrownBy(() -> IpAddress.read(new byte[16], 0, 5)).hasMessageContaining("not 5");
    }
}
