package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1          | 192.0.2.1:53         | 192.0.2.1:53
            192.0.2.1:5353     | 192.0.2.1:5353       | 192.0.2.1:5353
            2001:DB8::0:1      | [2001:db8::1]:53     | [2001:db8::1]:53
            [2001:db8::1]      | [2001:db8::1]:53     | [2001:db8::1]:53
            [2001:db8::1]:5353 | [2001:db8::1]:5353   | [2001:db8::1]:5353
            :9153              |                      | :9153
            localhost:9153     |                      | localhost:9153
            node-1.example     |                      | node-1.example:53
            192.0.2.1:         |                      |
            192.0.2.1:65536    |                      |
            192.0.2.256        |                      |
            [192.0.2.1]:53     |                      |
            [2001:db8::1       |                      |
            [2001:db8::1]53    |                      |
            []:53              |                      |
            9153               |                      |
            a b:53             |                      |
            /etc/resolv.conf   |                      |
            tls://192.0.2.1    |                      |
            """)
    void textIsAnAddressOrAListenerOrNeither(String text, String address, String listener) {
        HostPort found = HostPort.ofListener(text, 53);
        assertThat(found == null ? null : found.toString()).isEqualTo(listener);
        HostPort exact = HostPort.ofAddress(text, 53);
        assertThat(exact == null ? null : exact.toString()).isEqualTo(address);
    }
}
