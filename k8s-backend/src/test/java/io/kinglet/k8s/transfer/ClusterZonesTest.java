package io.kinglet.k8s.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.dns.zone.ZoneVersion;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.fixture.Records;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.KubernetesLayer;
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

class ClusterZonesTest {

    private static final DomainName FORWARD = DomainName.parse("cluster.local.");
    private static final DomainName REVERSE = DomainName.parse("10.in-addr.arpa.");
    private static final KubernetesConfig CONFIG = new KubernetesConfig.Builder(List.of(FORWARD, REVERSE)).build();

    private final Cluster cluster = new Cluster(CONFIG);
    private final AtomicLong millis = new AtomicLong(Cluster.SERIAL * 1000L);
    private final ClusterZones zones = zones(ClusterZones.MOST_RECORDS);

    private ClusterZones zones(int mostRecords) {
        return new ClusterZones(
                ClusterZones.shapes(CONFIG, zone -> true),
                cluster.writer().published(),
                millis::get,
                serial -> new KubernetesLayer(
                        CONFIG, cluster.writer().published(), cluster.chain()::current, List::of, serial),
                mostRecords);
    }

    private void read() {
        cluster.listed(Kind.values());
        cluster.put(Make.namespace(Make.NS));
    }

    private void tick() {
        millis.addAndGet(1000);
        zones.tick();
    }

    private TransferableZone zone(DomainName apex) {
        return Objects.requireNonNull(zones.find(apex));
    }

    private ZoneVersion version(DomainName apex) {
        return Objects.requireNonNull(zone(apex).current());
    }

    private List<String> records(DomainName apex) {
        List<String> records = new ArrayList<>();
        version(apex).forEach(set -> records.addAll(Records.lines(set)));
        return records;
    }

    @Test
    void clusterThatHasNotBeenReadHasNoVersion() {
        zones.tick();
        assertThat(zone(FORWARD).current()).isNull();
        cluster.listed(Kind.NAMESPACE, Kind.SERVICE);
        zones.tick();
        assertThat(zone(FORWARD).current()).isNull();
        assertThat(zones.serial()).isZero();
        read();
        zones.tick();
        assertThat(zone(FORWARD).current()).isNotNull();
    }

    @Test
    void whoAsksFirstDoesNotWaitForATick() {
        assertThat(zones.serial()).isZero();
        read();
        assertThat(version(FORWARD).serial()).isEqualTo(Cluster.SERIAL);
        assertThat(zones.serial()).isEqualTo(Cluster.SERIAL);
    }

    @Test
    void serialOfAClusterThatWasReadIsNeverZero() {
        read();
        assertThat(zones.serial()).isEqualTo(Cluster.SERIAL);
    }

    @Test
    void zoneHoldsWhatItAnswers() {
        read();
        cluster.put(
                Make.service("web", "10.96.0.1"),
                Make.headless("db"),
                Make.alias("out", "www.example.test."),
                Make.slice("s1", "web", "10.1.0.1"),
                Make.slice("s2", "db", "10.1.0.2", "10.1.0.3"));
        tick();
        assertThat(owners(FORWARD))
                .contains(
                        "cluster.local. SOA",
                        "cluster.local. NS",
                        "dns-version.cluster.local. TXT",
                        "web.ns.svc.cluster.local. A",
                        "web.ns.svc.cluster.local. SRV",
                        "_http._tcp.web.ns.svc.cluster.local. SRV",
                        "10-1-0-1.web.ns.svc.cluster.local. A",
                        "db.ns.svc.cluster.local. A",
                        "db.ns.svc.cluster.local. SRV",
                        "_http._tcp.db.ns.svc.cluster.local. SRV",
                        "10-1-0-2.db.ns.svc.cluster.local. A",
                        "10-1-0-3.db.ns.svc.cluster.local. A",
                        "out.ns.svc.cluster.local. CNAME")
                .startsWith("cluster.local. SOA")
                .doesNotHaveDuplicates();
        assertThat(owners(REVERSE))
                .containsExactlyInAnyOrder(
                        "10.in-addr.arpa. SOA",
                        "10.in-addr.arpa. NS",
                        "1.0.96.10.in-addr.arpa. PTR",
                        "1.0.1.10.in-addr.arpa. PTR",
                        "2.0.1.10.in-addr.arpa. PTR",
                        "3.0.1.10.in-addr.arpa. PTR");
    }

    private List<String> owners(DomainName apex) {
        List<String> owners = new ArrayList<>();
        version(apex).forEach(set -> owners.add(set.owner() + " " + RecordType.name(set.type())));
        return owners;
    }

    @Test
    void nameTooLongToAskForIsLeftOut() {
        read();
        String namespace = "n".repeat(63);
        cluster.put(Make.namespace(namespace));
        String port = "x".repeat(63);
        cluster.put(new Service(
                namespace,
                "s".repeat(63),
                Service.Type.CLUSTER_IP,
                List.of(Cluster.ip("10.96.0.1")),
                null,
                List.of(new ServicePort(port, "tcp", 80))));
        tick();
        assertThat(owners(FORWARD)).anyMatch(it -> it.startsWith("sss")).noneMatch(it -> it.startsWith("_"));
    }

    @Test
    void addressOfTwoServicesIsOneSet() {
        read();
        cluster.put(Make.service("a", "10.96.0.1"), Make.service("b", "10.96.0.2"));
        cluster.put(Make.slice("s1", "a", "10.1.0.1"), Make.slice("s2", "b", "10.1.0.1"));
        tick();
        assertThat(owners(REVERSE)).doesNotHaveDuplicates().contains("1.0.1.10.in-addr.arpa. PTR");
        assertThat(records(REVERSE)).filteredOn(it -> it.startsWith("1.0.1.10")).hasSize(2);
    }

    @Test
    void changesOfOneSecondAreOneVersionAndNoTwoShareASerial() {
        read();
        zones.tick();
        int first = zones.serial();
        assertThat(first).isEqualTo(Cluster.SERIAL);
        cluster.put(Make.service("a", "10.96.0.1"));
        zones.tick();
        assertThat(zones.serial()).isEqualTo(first + 1);
        cluster.put(Make.service("a", "10.96.0.2"));
        zones.tick();
        assertThat(zones.serial()).isEqualTo(first + 2);
        millis.addAndGet(60_000);
        cluster.put(Make.service("a", "10.96.0.3"));
        zones.tick();
        assertThat(zones.serial()).isEqualTo(Cluster.SERIAL + 60);
        millis.addAndGet(-3600_000);
        cluster.put(Make.service("a", "10.96.0.4"));
        zones.tick();
        assertThat(zones.serial()).isEqualTo(Cluster.SERIAL + 61);
    }

    @Test
    void changeThatIsInNoRecordIsNoVersion() {
        read();
        tick();
        int serial = zones.serial();
        List<TransferableZone> told = new ArrayList<>();
        zones.watch(told::add);
        cluster.put(Make.namespace("empty"));
        tick();
        assertThat(zones.serial()).isEqualTo(serial);
        assertThat(told).isEmpty();
        cluster.put(Make.service("a", "10.96.0.1"));
        tick();
        assertThat(told).extracting(TransferableZone::apex).containsExactly(FORWARD, REVERSE);
        assertThat(zones.serial()).isGreaterThan(serial);
    }

    @Test
    void watchEndsWhenItIsClosed() {
        read();
        List<TransferableZone> told = new ArrayList<>();
        zones.watch(told::add).close();
        tick();
        assertThat(told).isEmpty();
    }

    @Test
    void soaThatIsAskedForHasTheSerialOfTheVersion() {
        read();
        cluster.chain().publish(zones.layer().over(Resolver.REFUSED));
        tick();
        assertThat(cluster.dig("cluster.local. SOA")).contains(" " + zones.serial() + " ");
        cluster.put(Make.service("a", "10.96.0.1"));
        assertThat(cluster.dig("a.ns.svc.cluster.local. A")).contains("10.96.0.1");
        int before = zones.serial();
        assertThat(cluster.dig("cluster.local. SOA")).contains(" " + before + " ");
        tick();
        assertThat(cluster.dig("cluster.local. SOA"))
                .contains(" " + zones.serial() + " ")
                .doesNotContain("" + before);
    }

    @Test
    void versionStaysAsItWasWhileTheClusterChanges() {
        read();
        cluster.put(Make.service("a", "10.96.0.1"), Make.service("b", "10.96.0.2"));
        tick();
        var walk = version(FORWARD).iterator();
        walk.next();
        cluster.remove(Make.service("a", "10.96.0.1"));
        cluster.put(Make.service("b", "10.96.0.3"));
        tick();
        List<String> lines = new ArrayList<>();
        walk.forEachRemaining(set -> lines.addAll(Records.lines(set)));
        assertThat(String.join("\n", lines)).contains("10.96.0.1", "10.96.0.2").doesNotContain("10.96.0.3");
    }

    @Test
    void changesAreKeptUpToANumberOfRecords() {
        ClusterZones bounded = zones(20);
        read();
        bounded.tick();
        List<Integer> serials = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            serials.add(bounded.serial());
            cluster.put(Make.service("a", "10.96.0." + i));
            bounded.tick();
        }
        TransferableZone zone = Objects.requireNonNull(bounded.find(FORWARD));
        assertThat(zone.changesSince(bounded.serial())).isEmpty();
        assertThat(zone.changesSince(serials.get(18))).hasSize(1);
        assertThat(zone.changesSince(serials.get(14))).hasSize(5);
        assertThat(zone.changesSince(serials.get(0))).isNull();
        assertThat(zone.changesSince(12345)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changesLeadFromAnyVersionToTheNewest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        read();
        List<Integer> serials = new ArrayList<>();
        List<Set<String>> forward = new ArrayList<>();
        List<Set<String>> reverse = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(random);
            }
            tick();
            serials.add(zones.serial());
            forward.add(new TreeSet<>(records(FORWARD)));
            reverse.add(new TreeSet<>(records(REVERSE)));
        }
        for (int i = 0; i < serials.size(); i++) {
            String when = "seed " + seed + " from version " + i;
            assertThat(Records.replay(changes(FORWARD, serials.get(i)), forward.get(i)))
                    .as(when)
                    .isEqualTo(new TreeSet<>(records(FORWARD)));
            assertThat(Records.replay(changes(REVERSE, serials.get(i)), reverse.get(i)))
                    .as(when)
                    .isEqualTo(new TreeSet<>(records(REVERSE)));
        }
    }

    private List<ZoneChange> changes(DomainName apex, int serial) {
        return Objects.requireNonNull(zone(apex).changesSince(serial));
    }

    private void change(SplittableRandom random) {
        String name = "s" + random.nextInt(4);
        String address = "10.1.0." + random.nextInt(5);
        ClusterObject object = switch (random.nextInt(6)) {
            case 0 -> Make.service(name, "10.96.0." + random.nextInt(6));
            case 1 -> Make.headless(name);
            case 2 -> Make.alias(name, "www.example.test.");
            case 3 -> Make.namespace(Make.NS);
            default -> Make.slice("e" + random.nextInt(4), name, address, "10.1.0." + random.nextInt(5));
        };
        if (random.nextInt(4) == 0) {
            cluster.remove(object);
        } else {
            cluster.put(object);
        }
    }
}
