package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.DigText;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/**
 * What any user of a cluster can make by the thousand is answered right, and may cost what it weighs, not the square of it: a cost
 * that grows so shows in how long these take. No time is held against them, since machines differ.
 */
class ManyAlikeTest {

    private static final int MANY = 5000;

    private final Cluster cluster = Cluster.empty("ttl 30");

    ManyAlikeTest() {
        cluster.put(Make.namespace(Make.NS));
    }

    private Message ask(String question) {
        return DigText.message(cluster.ask(question));
    }

    @Test
    void podsOfOneHostnameShareItsName() {
        cluster.put(Make.headless("h"));
        cluster.put(Make.slices("h", MANY, i -> "same=10.9." + i / 250 + "." + (1 + i % 250)));

        for (int i = 0; i < 200; i++) {
            Message reply = ask("same.h.ns.svc.cluster.local. A");
            assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
            assertThat(reply.getSection(Section.ANSWER)).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        }
        assertThat(ask("same.h.ns.svc.cluster.local. A +tcp").getSection(Section.ANSWER))
                .hasSizeGreaterThan(4000)
                .doesNotHaveDuplicates();
        assertThat(ask("same.h.ns.svc.cluster.local. SRV +tcp").getSection(Section.ANSWER))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_http._tcp", "_nosuch._tcp"})
    void portOfABigServiceIsFoundHoweverOthersSpellIt(String port) {
        List<ServicePort> ports = List.of(
                new ServicePort("http", "tcp", 80), new ServicePort("a", "tcp", 81), new ServicePort("b", "tcp", 82));
        cluster.put(Make.headless("h"));
        for (EndpointSlice one : Make.slices("h", MANY, i -> "pod-" + i + "=10.9." + i / 250 + "." + (1 + i % 250))) {
            cluster.put(new EndpointSlice(Make.NS, one.name(), "h", null, null, ports, one.endpoints(), null));
        }
        for (String name : List.of("_", "_a", "a", "_b", "b", "http")) {
            for (String protocol : List.of("_", "_tcp", "tcp")) {
                assertThat(cluster.dig(name + "." + protocol + ".h.ns.svc.cluster.local. SRV"))
                        .startsWith("NOERROR aa tc");
            }
        }

        for (int i = 0; i < 5_000; i++) {
            cluster.ask(port + ".h.ns.svc.cluster.local. SRV");
        }
    }

    @Test
    void portsOfOneServiceAreAllListed() {
        List<ServicePort> ports = IntStream.rangeClosed(1, MANY)
                .boxed()
                .flatMap(i -> IntStream.range(0, 2)
                        .mapToObj(udp -> new ServicePort("p" + i + "-" + udp, udp == 0 ? "tcp" : "udp", i)))
                .toList();
        cluster.put(new Service(Make.NS, "c", Service.Type.CLUSTER_IP, List.of(Cluster.ip("10.96.0.1")), null, ports));

        for (int i = 0; i < 50; i++) {
            assertThat(ask("c.ns.svc.cluster.local. SRV").getHeader().getFlag(Flags.TC))
                    .isTrue();
        }
        assertThat(ask("c.ns.svc.cluster.local. SRV +tcp").getSection(Section.ANSWER))
                .hasSizeGreaterThan(1000)
                .doesNotHaveDuplicates();
        assertThat(ask("_p77-1._udp.c.ns.svc.cluster.local. SRV").getSection(Section.ANSWER))
                .singleElement()
                .asString()
                .endsWith("0 100 77 c.ns.svc.cluster.local.");
    }

    @Test
    void zoneThatNoEndpointIsInIsNotLookedForAmongThem() {
        Cluster zonal = Cluster.empty("zonal");
        zonal.put(Make.namespace(Make.NS), Make.headless("h"));
        for (int s = 0; s < MANY / 100; s++) {
            String prefix = "10.9." + s + ".";
            zonal.put(Make.slice(
                    "h-" + s,
                    "h",
                    IntStream.rangeClosed(1, 100)
                            .mapToObj(i -> new Endpoint(List.of(Cluster.ip(prefix + i)), true, null, null, "Zone-A.x"))
                            .toList()));
        }

        for (int i = 0; i < 10_000; i++) {
            zonal.ask("elsewhere.pin._zone.h.ns.svc.cluster.local. A");
        }
        assertThat(zonal.dig("elsewhere.pin._zone.h.ns.svc.cluster.local. A")).startsWith("NOERROR aa\nauth");
        assertThat(zonal.dig("zone-a.x.pin._zone.h.ns.svc.cluster.local. A")).startsWith("NOERROR aa tc");
        assertThat(zonal.dig("elsewhere.prefer._zone.h.ns.svc.cluster.local. A"))
                .startsWith("NOERROR aa tc");
    }
}
