package io.kinglet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneRouterTest {

    private static ZoneRouter router(String... zones) {
        Map<DomainName, Resolver> resolvers = new HashMap<>();
        for (String zone : zones) {
            resolvers.put(DomainName.parse(zone), query -> new Answer.Failure(0, -1, zone));
        }
        return new ZoneRouter(resolvers);
    }

    private static String routed(ZoneRouter router, Query query) {
        return ((Answer.Failure) router.resolve(query)).text();
    }

    @ParameterizedTest
    @CsvSource({
        "example.org., example.org.",
        "a.example.org., a.example.org.",
        "b.a.example.org., a.example.org.",
        "ba.example.org., example.org.",
        "xexample.org., .",
        "EXAMPLE.Org., example.org.",
        "a.b.c.d.e.f.g.h.example.org., example.org.",
        "org., .",
        "., .",
        "com., ."
    })
    void longestZoneByLabelsAnswers(String name, String zone) {
        ZoneRouter router = router(".", "example.org.", "a.example.org.");
        Query query = Ask.udp(name, "A");
        assertThat(routed(router, query)).isEqualTo(zone);
        assertThat(query.zoneLength()).isEqualTo(DomainName.parse(zone).length());
    }

    @Test
    void nameInNoZoneIsRefused() {
        ZoneRouter router = router("example.org.", "10.in-addr.arpa.");
        assertThat(router.resolve(Ask.udp("example.com.", "A")).rcode()).isEqualTo(5);
        assertThat(router.resolve(Ask.udp(".", "NS")).rcode()).isEqualTo(5);
        assertThat(new ZoneRouter(Map.of()).resolve(Ask.udp(".", "NS")).rcode()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"a.example.org., example.org.", "b.a.example.org., a.example.org.", "example.org., example.org."})
    void dsIsAnsweredByTheParentWhereItIsServed(String name, String zone) {
        assertThat(routed(router("example.org.", "a.example.org."), Ask.udp(name, "DS")))
                .isEqualTo(zone);
    }

    @Test
    void manyZonesAreAllFound() {
        String[] zones = new String[500];
        Arrays.setAll(zones, i -> "zone" + i + ".test.");
        ZoneRouter router = router(zones);
        for (String zone : zones) {
            assertThat(routed(router, Ask.udp("www." + zone, "A"))).isEqualTo(zone);
        }
    }
}
