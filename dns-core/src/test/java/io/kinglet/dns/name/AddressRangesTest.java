package io.kinglet.dns.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {

    private static AddressRanges of(String... prefixes) {
        return AddressRanges.of(
                Stream.of(prefixes).map(AddressRangesTest::prefix).toList());
    }

    private static IpPrefix prefix(String text) {
        return Objects.requireNonNull(IpPrefix.parse(text));
    }

    private static IpAddress address(String text) {
        return Objects.requireNonNull(IpAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8, 10.255.255.255",
        "192.0.2.7, 192.0.2.7/32, 192.0.2.7",
        "1.2.3.4/0, 0.0.0.0/0, 255.255.255.255",
        "2001:db8::1/32, 2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::1/65, 2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff",
        "::1, ::1/128, ::1",
        "::/0, ::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void prefixIsItsFirstAddressAndALength(String text, String canonical, String last) {
        assertThat(prefix(text)).hasToString(canonical);
        assertThat(prefix(text).last()).hasToString(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "x", "10.0.0.0/8/8"})
    void whatIsNoPrefixIsNull(String text) {
        assertThat(IpPrefix.parse(text)).isNull();
    }

    @Test
    void prefixLongerThanItsAddressIsRefused() {
        assertThatThrownBy(() -> new IpPrefix(IpAddress.v4(0), 33)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rangesThatOverlapOrTouchAreOne() {
        assertThat(of("10.0.0.0/9", "10.128.0.0/9", "10.1.0.0/16", "11.0.0.0/8").size())
                .isEqualTo(1);
        assertThat(of("10.0.0.0/8", "12.0.0.0/8").size()).isEqualTo(2);
        assertThat(of("2001:db8::/33", "2001:db8:8000::/33", "::/0").size()).isEqualTo(1);
        assertThat(of("255.0.0.0/8", "255.255.255.255").size()).isEqualTo(1);
        assertThat(of("0.0.0.0/0", "::/0").size()).isEqualTo(2);
    }

    @Test
    void familiesAreApart() {
        assertThat(of("0.0.0.0/0").contains(address("::1"))).isFalse();
        assertThat(of("::/0").contains(address("1.2.3.4"))).isFalse();
        assertThat(of().contains(address("1.2.3.4"))).isFalse();
    }

    @Test
    void whatIsFoundIsWhatAWalkFinds() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            List<IpPrefix> prefixes = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                prefixes.add(
                        random.nextBoolean()
                                ? new IpPrefix(IpAddress.v4(random.nextInt(4096) << 20), 8 + random.nextInt(25))
                                : new IpPrefix(
                                        IpAddress.v6(random.nextInt(16), (long) random.nextInt(64) << 58),
                                        58 + random.nextInt(71)));
            }
            AddressRanges ranges = AddressRanges.of(prefixes);
            for (int i = 0; i < 200; i++) {
                IpAddress asked = random.nextBoolean()
                        ? IpAddress.v4(random.nextInt())
                        : IpAddress.v6(random.nextInt(16), random.nextLong());
                boolean expected = prefixes.stream().anyMatch(it -> it.contains(asked));
                assertThat(ranges.contains(asked))
                        .as("%s in %s", asked, prefixes)
                        .isEqualTo(expected);
            }
            for (IpPrefix prefix : prefixes) {
                assertThat(ranges.contains(prefix.address())).isTrue();
                assertThat(ranges.contains(prefix.last())).isTrue();
            }
        }
    }
}
