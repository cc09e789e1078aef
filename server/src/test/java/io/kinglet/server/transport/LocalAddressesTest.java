package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {

    private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    }

    @Test
    void aPodNeedsTheWildcardAlone() throws Exception {
        assertThat(LocalAddresses.besideWildcard(addresses("127.0.0.1", "::1", "10.1.0.3", "fd00::3", "fe80::1")))
                .isEmpty();
    }

    @Test
    void aHostWithTwoAddressesOfAFamilyAnswersFromEach() throws Exception {
        assertThat(LocalAddresses.besideWildcard(addresses("127.0.0.1", "10.1.0.3", "169.254.20.10", "fd00::3")))
                .isEqualTo(addresses("127.0.0.1", "10.1.0.3", "169.254.20.10"));
    }

    @Test
    void aNodeWithEveryServiceAddressKeepsTheWildcardAlone() throws Exception {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 1; i < 200; i++) {
            many.addAll(addresses("10.96.0." + i));
        }
        assertThat(LocalAddresses.besideWildcard(many)).isEmpty();
    }
}
