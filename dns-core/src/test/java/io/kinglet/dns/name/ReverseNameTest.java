package io.kinglet.dns.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseNameTest {

    private static final String ZEROS = "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";

    @ParameterizedTest
    @CsvSource({
        "10.96.0.1, 1.0.96.10.in-addr.arpa.",
        "0.0.0.0, 0.0.0.0.in-addr.arpa.",
        "255.255.255.255, 255.255.255.255.in-addr.arpa.",
        "fd00:96::3, 3.0.0.0." + ZEROS + ".6.9.0.0.0.0.d.f.ip6.arpa.",
        "::, 0.0.0.0.0.0.0.0.0.0.0.0." + ZEROS + ".ip6.arpa.",
        "2001:DB8::ABCD, d.c.b.a." + ZEROS + ".8.b.d.0.1.0.0.2.ip6.arpa.",
    })
    void addressAndItsNameLeadToEachOther(String address, String name) {
        IpAddress parsed = IpAddress.parse(address);
        assertThat(parsed).isNotNull();
        assertThat(ReverseName.of(parsed)).hasToString(name);
        ReverseName.Prefix prefix = read(name);
        assertThat(prefix).isNotNull();
        assertThat(prefix.whole()).isTrue();
        assertThat(prefix.address()).isEqualTo(parsed);
        assertThat(v4(name)).isEqualTo(parsed.v6() ? -1 : parsed.low());
    }

    @ParameterizedTest
    @CsvSource({
        "in-addr.arpa., 0.0.0.0, 0",
        "10.in-addr.arpa., 10.0.0.0, 8",
        "96.10.in-addr.arpa., 10.96.0.0, 16",
        "255.96.10.in-addr.arpa., 10.96.255.0, 24",
        "ip6.arpa., ::, 0",
        "d.f.ip6.arpa., fd00::, 8",
        "6.9.0.0.0.0.d.f.ip6.arpa., fd00:96::, 32",
        "f." + ZEROS + ".1.0.0.0.d.f.ip6.arpa., fd00:100::f0:0, 108",
    })
    void partOfAnAddressIsItsPrefix(String name, String address, int bits) {
        ReverseName.Prefix prefix = read(name);
        assertThat(prefix).isNotNull();
        assertThat(prefix.bits()).isEqualTo(bits);
        assertThat(prefix.whole()).isFalse();
        assertThat(v4(name)).isEqualTo(-1);
        assertThat(prefix.address()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arpa.",
                ".",
                "1.0.96.10.in-addr.arpa.example.",
                "1.0.96.10.ip4.arpa.",
                "xin-addr.arpa.",
                // An octet has a value up to 255, no sign and no leading zero.
                "256.0.96.10.in-addr.arpa.",
                "999.in-addr.arpa.",
                "1000.in-addr.arpa.",
                "01.0.96.10.in-addr.arpa.",
                "00.0.96.10.in-addr.arpa.",
                "-1.0.96.10.in-addr.arpa.",
                "a.0.96.10.in-addr.arpa.",
                "1\\.0.96.10.in-addr.arpa.",
                // Five octets, and RFC 2317 delegation.
                "1.1.0.96.10.in-addr.arpa.",
                "0/25.0.96.10.in-addr.arpa.",
                "1.0-127.0.96.10.in-addr.arpa.",
                // A nibble is one hexadecimal digit.
                "10.d.f.ip6.arpa.",
                "g.d.f.ip6.arpa.",
                "-.d.f.ip6.arpa.",
                "\\255.d.f.ip6.arpa.",
                "0.0.0.0.0.0.0.0.0.0.0.0.0." + ZEROS + ".ip6.arpa.",
            })
    void otherNamesSpellNothing(String name) {
        assertThat(read(name)).isNull();
        assertThat(v4(name)).isEqualTo(-1);
    }

    @Test
    void caseOfTheQuestionDoesNotMatterOnceFolded() {
        String upper = "3.0.0.0." + ZEROS + ".6.9.0.0.0.0.D.F.IP6.ARPA.";
        ReverseName.Prefix prefix = read(upper);
        assertThat(prefix).isNotNull();
        assertThat(prefix.address()).hasToString("fd00:96::3");
        assertThat(v4("1.0.96.10.IN-ADDR.Arpa.")).isEqualTo(0x0a600001L);
    }

    @Test
    void everyPrefixOfARandomAddressIsReadBack() {
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < 2000; i++) {
            boolean v6 = random.nextBoolean();
            IpAddress address =
                    v6 ? IpAddress.v6(random.nextLong(), random.nextLong()) : IpAddress.v4(random.nextInt());
            String name = ReverseName.of(address).toString();
            int step = v6 ? 4 : 8;
            int bits = v6 ? 128 : 32;
            for (; bits >= 0; bits -= step) {
                ReverseName.Prefix prefix = read(name);
                assertThat(prefix).as(name).isNotNull();
                assertThat(prefix.bits()).isEqualTo(bits);
                assertThat(prefix.address()).isEqualTo(cut(address, bits));
                name = name.substring(name.indexOf('.') + 1);
            }
        }
    }

    private static IpAddress cut(IpAddress address, int bits) {
        if (!address.v6()) {
            return IpAddress.v4(bits == 0 ? 0 : address.v4Bits() & -1 << 32 - bits);
        }
        long high = bits == 0 ? 0 : bits >= 64 ? address.high() : address.high() & -1L << 64 - bits;
        long low = bits <= 64 ? 0 : address.low() & -1L << 128 - bits;
        return IpAddress.v6(high, low);
    }

    private static ReverseName.Prefix read(String name) {
        byte[] lower = DomainName.parse(name).canonicalOctets();
        return ReverseName.read(lower, lower.length);
    }

    private static long v4(String name) {
        byte[] lower = DomainName.parse(name).canonicalOctets();
        return ReverseName.v4(lower, lower.length);
    }
}
