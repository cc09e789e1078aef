package io.kinglet.k8s.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Options;
import io.kinglet.k8s.fixture.Records;
import io.kinglet.k8s.zone.ExternalConfig;
import io.kinglet.k8s.zone.ExternalLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zones of {@code k8s_external} as secondaries copy them. */
class ExternalZonesTest {

    private static final DomainName FORWARD = DomainName.parse("ext.test.");
    private static final DomainName REVERSE = DomainName.parse("in-addr.arpa.");

    private static final String WORLD = service("web", "externalIPs: [192.0.2.1, \"2001:db8::1\"]", "")
            + service("twin", "externalIPs: [192.0.2.1]", "")
            + service("named", "type: LoadBalancer", "{hostname: www.example.test}")
            + service("inside", "type: ClusterIP", "")
            + service("set", "clusterIP: None", "")
            + slice("set-1", "set", "10.1.0.1")
            // The names of the zone's own servers win over those of a namespace.
            + service("ns1", "externalIPs: [192.0.2.9]", "").replace("namespace: shop", "namespace: dns");

    private final Cluster cluster = new Cluster(Options.parse("ttl 30").withExternal())
            .local("10.9.9.9")
            .yaml(WORLD);
    private final AtomicLong millis = new AtomicLong(Cluster.SERIAL * 1000L);
    private final ClusterZones zones = zones(true);

    private ClusterZones zones(boolean headless) {
        ExternalConfig config = new ExternalConfig(List.of(FORWARD, REVERSE), "dns", 5, headless, List.of());
        return ClusterZones.of(
                config,
                zone -> true,
                cluster.writer().published(),
                millis::get,
                serial -> new ExternalLayer(
                        config,
                        cluster.writer().published(),
                        cluster.chain()::current,
                        () -> List.of(Cluster.ip("10.9.9.9")),
                        serial));
    }

    private static String service(String name, String spec, String ingress) {
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec:
                  ports: [{name: http, port: 80}]
                  %s
                status: {loadBalancer: {ingress: [%s]}}
                """.formatted(name, spec, ingress);
    }

    private static String slice(String name, String service, String address) {
        return """
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %s, namespace: shop, labels: {kubernetes.io/service-name: %s}}
                addressType: IPv4
                ports: [{name: http, port: 8080, protocol: TCP}]
                endpoints:
                - {addresses: [%s]}
                """.formatted(name, service, address);
    }

    private static TransferableZone zone(ClusterZones zones, DomainName apex) {
        return Objects.requireNonNull(zones.find(apex));
    }

    private static List<String> owners(ClusterZones zones, DomainName apex) {
        List<String> owners = new ArrayList<>();
        Objects.requireNonNull(zone(zones, apex).current())
                .forEach(set -> owners.add(set.owner() + " " + RecordType.name(set.type())));
        return owners;
    }

    private Set<String> records(DomainName apex) {
        Set<String> records = new TreeSet<>();
        Objects.requireNonNull(zone(zones, apex).current()).forEach(set -> records.addAll(Records.lines(set)));
        return records;
    }

    @Test
    void zoneHoldsWhatItAnswers() {
        assertThat(owners(zones, FORWARD))
                .containsExactlyInAnyOrder(
                        "ext.test. SOA",
                        "ext.test. NS",
                        "ns1.dns.ext.test. A",
                        "web.shop.ext.test. A",
                        "web.shop.ext.test. AAAA",
                        "web.shop.ext.test. SRV",
                        "_http._tcp.web.shop.ext.test. A",
                        "_http._tcp.web.shop.ext.test. AAAA",
                        "_http._tcp.web.shop.ext.test. SRV",
                        "twin.shop.ext.test. A",
                        "twin.shop.ext.test. SRV",
                        "_http._tcp.twin.shop.ext.test. A",
                        "_http._tcp.twin.shop.ext.test. SRV",
                        "named.shop.ext.test. CNAME",
                        "_http._tcp.named.shop.ext.test. SRV",
                        "set.shop.ext.test. A",
                        "set.shop.ext.test. SRV",
                        "_http._tcp.set.shop.ext.test. A",
                        "_http._tcp.set.shop.ext.test. SRV",
                        "10-1-0-1.set.shop.ext.test. A",
                        "10-1-0-1.set.shop.ext.test. SRV")
                .startsWith("ext.test. SOA");
        assertThat(owners(zones, REVERSE))
                .containsExactlyInAnyOrder(
                        "in-addr.arpa. SOA",
                        "in-addr.arpa. NS",
                        "ns1.dns.in-addr.arpa. A",
                        "9.2.0.192.in-addr.arpa. PTR",
                        "1.2.0.192.in-addr.arpa. PTR");
        assertThat(records(REVERSE))
                .filteredOn(it -> it.startsWith("1.2.0.192"))
                .hasSize(2);
    }

    @Test
    void endpointsAreInItWhereTheyAreShown() {
        assertThat(owners(zones(false), FORWARD))
                .contains("web.shop.ext.test. A")
                .noneMatch(it -> it.contains("set.shop"));
    }

    @Test
    void soaThatIsAskedForHasTheSerialOfTheVersion() {
        cluster.chain().publish(zones.layer().over(Resolver.REFUSED));
        assertThat(cluster.dig("ext.test. SOA")).contains(" " + zones.serial() + " ");
        cluster.yaml(service("web", "externalIPs: [192.0.2.7]", ""));
        int before = zones.serial();
        assertThat(cluster.dig("ext.test. SOA")).contains(" " + before + " ");
        millis.addAndGet(60_000);
        zones.tick();
        assertThat(zones.serial()).isEqualTo(before + 60);
        assertThat(cluster.dig("ext.test. SOA")).contains(" " + zones.serial() + " ");
    }

    @Test
    void whatDoesNotShowOutsideIsNoVersion() {
        int serial = zones.serial();
        cluster.yaml(service("inside", "clusterIP: 10.96.0.77", ""));
        millis.addAndGet(60_000);
        zones.tick();
        assertThat(zones.serial()).isEqualTo(serial);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void changesLeadFromAnyVersionToTheNewest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> serials = new ArrayList<>();
        List<Set<String>> forward = new ArrayList<>();
        List<Set<String>> reverse = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            change(random);
            millis.addAndGet(1000);
            zones.tick();
            serials.add(zones.serial());
            forward.add(records(FORWARD));
            reverse.add(records(REVERSE));
        }
        for (int i = 0; i < serials.size(); i++) {
            String when = "seed " + seed + " from version " + i;
            assertThat(Records.replay(changes(FORWARD, serials.get(i)), forward.get(i)))
                    .as(when)
                    .isEqualTo(records(FORWARD));
            assertThat(Records.replay(changes(REVERSE, serials.get(i)), reverse.get(i)))
                    .as(when)
                    .isEqualTo(records(REVERSE));
        }
    }

    private List<ZoneChange> changes(DomainName apex, int serial) {
        return Objects.requireNonNull(zone(zones, apex).changesSince(serial));
    }

    private void change(SplittableRandom random) {
        String name = "s" + random.nextInt(4);
        String address = "192.0.2." + random.nextInt(3);
        switch (random.nextInt(6)) {
            case 0 -> cluster.yaml(service(name, "type: LoadBalancer", "{hostname: www.example.test}"));
            case 1 -> cluster.yaml(service(name, "clusterIP: None", ""));
            case 2 -> cluster.yaml(slice("e" + random.nextInt(3), name, "10.1.0." + random.nextInt(3)));
            case 3 -> cluster.manifests().remove("Service", "shop", name);
            default -> cluster.yaml(service(name, "externalIPs: [" + address + "]", ""));
        }
    }
}
