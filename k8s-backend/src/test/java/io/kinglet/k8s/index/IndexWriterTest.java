package io.kinglet.k8s.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexWriterTest {

    private final Cluster cluster = Cluster.empty("pods verified");

    IndexWriterTest() {
        cluster.put(Make.namespace(Make.NS));
    }

    private static final String A = "a.ns.svc.cluster.local.";

    private String a(String name) {
        return cluster.dig(name + ".ns.svc.cluster.local. A")
                .replaceAll("\n.* A ", " ")
                .replace("NOERROR aa", "is");
    }

    private String ptr(String reverse) {
        return cluster.dig(reverse + ".in-addr.arpa. PTR")
                .replaceAll("\n.* PTR ", " ")
                .replace("NOERROR aa", "is");
    }

    @Test
    void nothingDisappearsBeforeTheListIsFinished() {
        cluster.put(Make.service("a", "10.96.0.1"), Make.service("b", "10.96.0.2"));

        cluster.apply(new Change.ListStarted(Kind.SERVICE));
        cluster.put(Make.service("b", "10.96.0.2"));
        assertThat(a("a")).isEqualTo("is 10.96.0.1");

        cluster.apply(new Change.ListFinished(Kind.SERVICE));
        assertThat(a("a")).startsWith("NXDOMAIN");
        assertThat(a("b")).isEqualTo("is 10.96.0.2");
        assertThat(ptr("1.0.96.10")).startsWith("NXDOMAIN");
    }

    @Test
    void objectsAreCountedByKind() {
        IndexWriter writer = new IndexWriter(
                new IndexConfig(
                        Set.of(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD),
                        Set.of(),
                        false,
                        false,
                        false,
                        false),
                () -> 0,
                (headless, seconds) -> {});
        writer.apply(List.of(
                new Change.Put(Make.namespace(Make.NS)),
                new Change.Put(Make.service("a", "10.96.0.1")),
                new Change.Put(Make.service("a", "10.96.0.2")),
                new Change.Put(Make.service("b", "10.96.0.3")),
                new Change.Put(Make.slice("c-1", "c", "10.1.0.1")),
                new Change.Put(Make.pod("p", "10.1.0.1"))));
        assertThat(writer.objects())
                .isEqualTo(Map.of(Kind.NAMESPACE, 1, Kind.SERVICE, 2, Kind.ENDPOINT_SLICE, 1, Kind.POD, 1));
        writer.apply(List.of(
                new Change.ListStarted(Kind.SERVICE),
                new Change.ListFinished(Kind.SERVICE),
                new Change.Remove(Kind.POD, Make.NS, "p")));
        assertThat(writer.objects())
                .isEqualTo(Map.of(Kind.NAMESPACE, 1, Kind.SERVICE, 0, Kind.ENDPOINT_SLICE, 1, Kind.POD, 0));
    }

    @Test
    void firstListOfOneKindDoesNotDelayTheChangesOfTheOthers() {
        Cluster starting = Cluster.with("pods verified");
        starting.listed(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE);
        starting.put(Make.namespace(Make.NS));
        starting.apply(new Change.ListStarted(Kind.POD));

        starting.put(Make.service("a", "10.96.0.1"));
        assertThat(starting.dig(A + " A")).endsWith("A 10.96.0.1");

        ClusterIndex before = starting.index();
        starting.put(Make.pod("p", "10.1.0.1"));
        assertThat(starting.index()).isSameAs(before);
        starting.remove(Make.service("a", "10.96.0.1"));
        assertThat(starting.index()).isNotSameAs(before);
    }

    @Test
    void listThatIsBegunAgainCountsFromItsLastBeginning() {
        cluster.put(Make.service("a", "10.96.0.1"), Make.service("b", "10.96.0.2"));

        cluster.apply(new Change.ListStarted(Kind.SERVICE));
        cluster.put(Make.service("a", "10.96.0.1"));
        cluster.list(Kind.SERVICE, Make.service("b", "10.96.0.2"));

        assertThat(a("a")).startsWith("NXDOMAIN");
        assertThat(a("b")).isEqualTo("is 10.96.0.2");
    }

    @Test
    void listThatChangesNothingPublishesNothing() {
        Service[] services = {Make.service("a", "10.96.0.1"), Make.headless("h")};
        EndpointSlice[] slices = {Make.slice("h-1", "h", "web-0=10.1.0.1", "10.1.0.2")};
        cluster.put(services);
        cluster.put(slices);
        cluster.put(Make.pod("p", "10.1.0.1"));
        ClusterIndex before = cluster.index();

        cluster.passSeconds(60);
        cluster.list(Kind.SERVICE, services);
        cluster.list(Kind.ENDPOINT_SLICE, slices);
        cluster.list(Kind.POD, Make.pod("p", "10.1.0.1"));
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));

        assertThat(cluster.index()).isSameAs(before);
    }

    @Test
    void serviceThatStaysTheSameKeepsItsEntry() {
        cluster.put(Make.service("a", "10.96.0.1"), Make.service("b", "10.96.0.2"));
        ServiceEntry before = entry("a");

        cluster.list(Kind.SERVICE, Make.service("a", "10.96.0.1"), Make.service("b", "10.96.0.3"));

        assertThat(entry("a")).isSameAs(before);
        assertThat(a("b")).isEqualTo("is 10.96.0.3");
        assertThat(ptr("2.0.96.10")).startsWith("NXDOMAIN");
    }

    @Test
    void slicesListedAnewAreSweptAlone() {
        cluster.put(Make.headless("h"));
        cluster.put(Make.slice("h-1", "h", "10.1.0.1"), Make.slice("h-2", "h", "10.1.0.2"));

        cluster.apply(new Change.ListStarted(Kind.ENDPOINT_SLICE));
        assertThat(a("h")).isEqualTo("is 10.1.0.1 10.1.0.2");
        cluster.put(Make.slice("h-2", "h", "10.1.0.2"));
        cluster.apply(new Change.ListFinished(Kind.ENDPOINT_SLICE));

        assertThat(a("h")).isEqualTo("is 10.1.0.2");
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");
    }

    @Test
    void slicesMayComeBeforeTheirServiceAndOutliveIt() {
        cluster.put(Make.slice("h-1", "h", "web-0=10.1.0.1"));
        assertThat(a("h")).startsWith("NXDOMAIN");
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");

        cluster.put(Make.headless("h"));
        assertThat(a("h")).isEqualTo("is 10.1.0.1");
        assertThat(ptr("1.0.1.10")).isEqualTo("is web-0.h.ns.svc.cluster.local.");

        cluster.remove(Make.headless("h"));
        assertThat(a("h")).startsWith("NXDOMAIN");
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");

        cluster.put(Make.headless("h"));
        assertThat(a("web-0.h")).isEqualTo("is 10.1.0.1");
    }

    @Test
    void sliceMovesToAnotherServiceAndToNone() {
        cluster.put(Make.headless("a"), Make.headless("b"), Make.slice("s", "a", "10.1.0.1"));

        cluster.put(Make.slice("s", "b", "10.1.0.1", "10.1.0.2"));
        assertThat(a("a")).startsWith("NXDOMAIN");
        assertThat(a("b")).isEqualTo("is 10.1.0.1 10.1.0.2");
        assertThat(ptr("1.0.1.10")).isEqualTo("is 10-1-0-1.b.ns.svc.cluster.local.");

        cluster.put(Make.slice("s", null, "10.1.0.1"));
        assertThat(a("b")).startsWith("NXDOMAIN");
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");
    }

    @Test
    void addressInTwoSlicesStaysUntilBothAreGone() {
        EndpointSlice first = Make.slice("h-1", "h", "10.1.0.1");
        EndpointSlice second = Make.slice("h-2", "h", "10.1.0.1", "10.1.0.2");
        cluster.put(Make.headless("h"), first, second);
        assertThat(a("h")).isEqualTo("is 10.1.0.1 10.1.0.2");

        cluster.remove(second);
        assertThat(a("h")).isEqualTo("is 10.1.0.1");
        assertThat(ptr("1.0.1.10")).isEqualTo("is 10-1-0-1.h.ns.svc.cluster.local.");
        assertThat(ptr("2.0.1.10")).startsWith("NXDOMAIN");

        cluster.remove(first);
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");
        assertThat(ptr("0.1.10")).startsWith("NXDOMAIN");
    }

    @Test
    void servicesThatShareAnEndpointBothNameIt() {
        cluster.put(Make.headless("a"), Make.headless("b"));
        cluster.put(Make.slice("a-1", "a", "10.1.0.1"), Make.slice("b-1", "b", "10.1.0.1"));
        assertThat(ptr("1.0.1.10")).isEqualTo("is 10-1-0-1.a.ns.svc.cluster.local. 10-1-0-1.b.ns.svc.cluster.local.");

        cluster.remove(Make.headless("a"));
        assertThat(ptr("1.0.1.10")).isEqualTo("is 10-1-0-1.b.ns.svc.cluster.local.");
    }

    @Test
    void serviceMayChangeItsType() {
        cluster.put(Make.service("a", "10.96.0.1"), Make.slice("a-1", "a", "10.1.0.1"));
        assertThat(a("a")).isEqualTo("is 10.96.0.1");

        cluster.put(Make.headless("a"));
        assertThat(a("a")).isEqualTo("is 10.1.0.1");
        assertThat(ptr("1.0.96.10")).startsWith("NXDOMAIN");

        cluster.put(Make.alias("a", "b.example.test"));
        assertThat(cluster.dig(A + " CNAME")).endsWith("CNAME b.example.test.");
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");
        cluster.put(Make.alias("a", "c.example.test"));
        assertThat(cluster.dig(A + " CNAME")).endsWith("CNAME c.example.test.");

        cluster.put(Make.service("a", "10.96.0.2"));
        assertThat(a("a")).isEqualTo("is 10.96.0.2");
        assertThat(ptr("1.0.1.10")).isEqualTo("is 10-1-0-1.a.ns.svc.cluster.local.");
    }

    @Test
    void namespaceThatComesBackBringsItsServices() {
        cluster.put(Make.service("a", "10.96.0.1"), Make.pod("p", "10.1.0.1"));

        cluster.remove(new Namespace(Make.NS));
        assertThat(a("a")).startsWith("NXDOMAIN");
        assertThat(cluster.dig("ns.svc.cluster.local. A")).startsWith("NXDOMAIN");
        assertThat(ptr("1.0.96.10")).startsWith("NXDOMAIN");
        assertThat(cluster.dig("10-1-0-1.ns.pod.cluster.local. A")).startsWith("NXDOMAIN");

        cluster.list(Kind.NAMESPACE, new Namespace(Make.NS));
        assertThat(a("a")).isEqualTo("is 10.96.0.1");
        assertThat(ptr("1.0.96.10")).isEqualTo("is " + A);
        assertThat(cluster.dig("10-1-0-1.ns.pod.cluster.local. A")).endsWith("A 10.1.0.1");
        cluster.remove(Make.pod("p"));
        assertThat(cluster.dig("10-1-0-1.ns.pod.cluster.local. A")).startsWith("NXDOMAIN");
    }

    @Test
    void podsOfOneNodeShareItsAddressUntilTheLastIsGone() {
        cluster.put(new Namespace("other"));
        cluster.put(Make.pod("p", "10.1.0.1"), Make.pod("q", "10.1.0.1", "10.1.0.2"));
        cluster.put(Make.pod("other", "r", false, "10.1.0.1"));

        cluster.remove(Make.pod("q"));
        assertThat(pod("10-1-0-1.ns")).isTrue();
        assertThat(pod("10-1-0-2.ns")).isFalse();
        cluster.remove(Make.pod("p"));
        assertThat(pod("10-1-0-1.ns")).isFalse();
        assertThat(pod("10-1-0-1.other")).isTrue();
    }

    @Test
    void podThatIsTerminatingIsGoneAndOneThatMovesIsFollowed() {
        cluster.put(Make.pod("p", "10.1.0.1"), Make.pod("q", "10.1.0.2"));

        cluster.put(Make.pod(Make.NS, "p", true, "10.1.0.1"), Make.pod("q", "10.1.0.3"));

        assertThat(pod("10-1-0-1.ns")).isFalse();
        assertThat(pod("10-1-0-2.ns")).isFalse();
        assertThat(pod("10-1-0-3.ns")).isTrue();
        cluster.list(Kind.POD, Make.pod("p", "10.1.0.4"));
        assertThat(pod("10-1-0-3.ns")).isFalse();
        assertThat(pod("10-1-0-4.ns")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-label-of-more-than-sixty-three-octets-which-no-name-in-dns-can-hold"})
    void objectThatCanHaveNoNameIsLeftOut(String name) {
        cluster.put(Make.service(name, "10.96.0.1"), Make.slice("s", name, "10.1.0.1"));
        cluster.put(new Service(name, "a", Service.Type.HEADLESS, List.of(), null, List.of()), new Namespace(name));

        assertThat(ptr("1.0.96.10")).startsWith("NXDOMAIN");
        assertThat(ptr("1.0.1.10")).startsWith("NXDOMAIN");
        cluster.list(Kind.SERVICE);
        cluster.list(Kind.ENDPOINT_SLICE);
        assertThat(cluster.index().services()).isZero();
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        ClusterIndex before = cluster.index();
        cluster.remove(Make.service("a"));
        cluster.remove(Make.slice("s", "a"));
        cluster.remove(Make.pod("p"));
        cluster.remove(new Namespace("nowhere"));
        assertThat(cluster.index()).isSameAs(before);
    }

    @Test
    void serialIsTheTimeOfTheLastChange() {
        assertThat(cluster.index().serial()).isEqualTo(Cluster.SERIAL);
        cluster.passSeconds(10);
        cluster.listed(Kind.values());
        assertThat(cluster.index().serial()).isEqualTo(Cluster.SERIAL + 10);
        cluster.passSeconds(10);
        cluster.put(Make.service("a", "10.96.0.1"));
        assertThat(cluster.index().serial()).isEqualTo(Cluster.SERIAL + 20);
        cluster.passSeconds(-5);
        cluster.remove(Make.service("a"));
        assertThat(cluster.index().serial()).isEqualTo(Cluster.SERIAL + 20);
        // Serials have 32 bits, all of them in use after January 2038.
        cluster.passSeconds(0x80000000L - Cluster.SERIAL);
        cluster.put(Make.service("a", "10.96.0.1"));
        assertThat(Integer.toUnsignedLong(cluster.index().serial())).isEqualTo(0x80000000L + 15);
    }

    private boolean pod(String name) {
        return cluster.dig(name + ".pod.cluster.local. A").startsWith("NOERROR aa\n" + name);
    }

    private ServiceEntry entry(String name) {
        byte[] key = ("\1" + name + "\2ns").getBytes(StandardCharsets.US_ASCII);
        ServiceEntry entry = cluster.index().service(key, 0, key.length);
        assertThat(entry).isNotNull();
        return entry;
    }
}
