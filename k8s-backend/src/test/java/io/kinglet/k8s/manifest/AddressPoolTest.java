package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AddressPoolTest {

    @Test
    void theAddressOfAKeyIsTheSameInEveryRunAndRelease() {
        assertThat(AddressPool.servicesV4().give("shop/db")).hasToString("10.96.182.177");
        assertThat(AddressPool.servicesV6().give("shop/db")).hasToString("fd00:10:96::b6b1");
        assertThat(AddressPool.podsV4().give("shop/db-0")).hasToString("10.244.238.112");
        assertThat(AddressPool.podsV6().give("shop/db-0")).hasToString("fd00:10:244::ee70");
    }

    @Test
    void everyAddressIsGivenOnceAndTheReservedOnesNever() {
        AddressPool pool = AddressPool.servicesV4();
        pool.keep(Objects.requireNonNull(IpAddress.parse("10.96.7.7")));
        pool.keep(Objects.requireNonNull(IpAddress.parse("10.97.0.0")));
        Set<String> given = new HashSet<>();
        for (IpAddress next = pool.give("0"); next != null; next = pool.give("key " + given.size())) {
            assertThat(given.add(next.toString())).as("%s is new", next).isTrue();
        }

        assertThat(given).hasSize(65536 - 5);
        assertThat(given)
                .doesNotContain("10.96.0.0", "10.96.0.1", "10.96.0.10", "10.96.255.255", "10.96.7.7")
                .allMatch(address -> address.startsWith("10.96."));
    }
}
