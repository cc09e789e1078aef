package io.kinglet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

    @Test
    void firstChoiceThatHoldsGetsTheQueryAndElseAShorterZone() {
        Map<DomainName, List<ZoneRouter.Choice>> choices = Map.of(
                DomainName.parse("a.test."),
                List.of(choice(RecordType.TXT, "text"), choice(RecordType.MX, "mail")),
                DomainName.parse("test."),
                List.of(choice(RecordType.A, "address"), new ZoneRouter.Choice(null, answering("rest"))),
                DomainName.parse("b.test."),
                List.of(choice(RecordType.MX, "mail of b")));
        ZoneRouter router = ZoneRouter.ofChoices(choices);
        assertThat(text(router, "x.a.test.", "TXT")).isEqualTo("text 8");
        assertThat(text(router, "x.a.test.", "MX")).isEqualTo("mail 8");
        assertThat(text(router, "x.a.test.", "A")).isEqualTo("address 6");
        assertThat(text(router, "x.a.test.", "AAAA")).isEqualTo("rest 6");
        assertThat(text(router, "b.test.", "TXT")).isEqualTo("rest 6");
        assertThat(text(router, "x.other.", "A")).startsWith("no zone");
    }

    private static ZoneRouter.Choice choice(int type, String text) {
        return new ZoneRouter.Choice(query -> query.qtype() == type, answering(text));
    }

    private static Resolver answering(String text) {
        return query -> new Answer.Failure(0, ExtendedError.NONE, text + " " + query.zoneLength());
    }

    private static String text(ZoneRouter router, String name, String type) {
        return ((Answer.Failure) router.resolve(Ask.udp(name, type))).text();
    }
}
