package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReverseZonesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.0/24     | 0.0.10.in-addr.arpa.
            10.1.2.3/24     | 2.1.10.in-addr.arpa.
            10.0.0.0/8      | 10.in-addr.arpa.
            10.0.0.7/32     | 7.0.0.10.in-addr.arpa.
            0.0.0.0/0       | in-addr.arpa.
            10.0.6.0/23     | 6.0.10.in-addr.arpa. 7.0.10.in-addr.arpa.
            10.0.7.9/23     | 6.0.10.in-addr.arpa. 7.0.10.in-addr.arpa.
            172.16.0.0/14   | 16.172.in-addr.arpa. 17.172.in-addr.arpa. 18.172.in-addr.arpa. 19.172.in-addr.arpa.
            192.0.2.254/31  | 254.2.0.192.in-addr.arpa. 255.2.0.192.in-addr.arpa.
            ::/0            | ip6.arpa.
            2001:db8::/32   | 8.b.d.0.1.0.0.2.ip6.arpa.
            2001:db8:ab::/47| a.a.0.0.8.b.d.0.1.0.0.2.ip6.arpa. b.a.0.0.8.b.d.0.1.0.0.2.ip6.arpa.
            fd00::/7        | c.f.ip6.arpa. d.f.ip6.arpa.
            """)
    void cidrBecomesTheZonesOfItsAddresses(String cidr, String zones) {
        assertThat(String.join(" ", ZoneName.expand(new Position("Corefile", 1, 1), cidr)))
                .isEqualTo(zones);
    }
}
