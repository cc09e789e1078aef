package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said while the cluster has been read in part only. */
class UnsyncedTest {

    private final Cluster cluster = Cluster.with("ttl 30; pods verified; fallthrough");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.ns.svc.cluster.local. A",
                "ns.svc.cluster.local. A",
                "_http._tcp.a.ns.svc.cluster.local. SRV",
                "10-1-0-9.ns.pod.cluster.local. A",
                "1.0.96.10.in-addr.arpa. PTR",
                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa. PTR",
                "foo.cluster.local. A",
            })
    void nobodyCanSayThatANameDoesNotExistAndNoFallthroughGuesses(String question) {
        assertThat(cluster.dig(question)).isEqualTo("SERVFAIL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.local. A", "svc.cluster.local. A", "pod.cluster.local. A", "in-addr.arpa. PTR"})
    void namesThatAlwaysExistAreNoData(String question) {
        assertThat(cluster.dig(question)).startsWith("NOERROR aa\nauth ").contains(" 0 7200 1800 86400 30");
    }

    @Test
    void apexIsServedWithSerialZero() {
        assertThat(cluster.dig("cluster.local. SOA"))
                .isEqualTo("NOERROR aa\ncluster.local. 30 SOA ns.dns.cluster.local. hostmaster.cluster.local. "
                        + "0 7200 1800 86400 30");
        assertThat(cluster.dig("dns-version.cluster.local. TXT")).endsWith("28800 TXT 1.1.0");
    }

    @Test
    void namesOfOtherZonesAreLeftToTheNextLayer() {
        assertThat(cluster.dig("www.example.org. A")).isEqualTo("NOTAUTH");
    }

    @Test
    void whatIsKnownOfAServiceIsServedAtOnce() {
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));
        assertThat(cluster.dig("ns.svc.cluster.local. A")).startsWith("NOERROR aa\nauth");
        assertThat(cluster.dig("a.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");

        cluster.list(Kind.SERVICE, Make.service("a", "10.96.0.1"));

        assertThat(cluster.dig("a.ns.svc.cluster.local. A")).endsWith("A 10.96.0.1");
        assertThat(cluster.dig("a.ns.svc.cluster.local. AAAA")).startsWith("NOERROR aa\nauth");
        assertThat(cluster.dig("1.0.96.10.in-addr.arpa. PTR")).endsWith("PTR a.ns.svc.cluster.local.");
        assertThat(cluster.dig("b.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");
        assertThat(cluster.dig("other.svc.cluster.local. A")).isEqualTo("SERVFAIL");
    }

    @Test
    void headlessServiceIsNotServedWhileItsSlicesAreNotListed() {
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));
        cluster.list(Kind.SERVICE, Make.headless("h"), Make.service("c", "10.96.0.1"));
        cluster.passSeconds(2);
        // The first of its slices is here and published, the second is still to come.
        cluster.put(Make.slice("h-1", "h", "web-0=10.1.0.1"), Make.slice("c-1", "c", "10.1.0.2"));

        assertThat(cluster.dig("h.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");
        assertThat(cluster.dig("web-0.h.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");
        assertThat(cluster.dig("_http._tcp.h.ns.svc.cluster.local. SRV")).isEqualTo("SERVFAIL");
        assertThat(cluster.dig("10-1-0-2.c.ns.svc.cluster.local. AAAA")).isEqualTo("SERVFAIL");
        assertThat(cluster.dig("1.0.1.10.in-addr.arpa. PTR")).isEqualTo("SERVFAIL");

        cluster.list(Kind.ENDPOINT_SLICE, Make.slice("h-1", "h", "web-0=10.1.0.1"), Make.slice("h-2", "h", "10.1.0.3"));

        assertThat(cluster.dig("h.ns.svc.cluster.local. A")).contains("A 10.1.0.1", "A 10.1.0.3");
        assertThat(cluster.dig("web-0.h.ns.svc.cluster.local. A")).endsWith("A 10.1.0.1");
    }

    @Test
    void emptyHeadlessServiceIsNoNameOnlyOnceAllIsRead() {
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));
        cluster.list(Kind.SERVICE, Make.headless("h"));
        assertThat(cluster.dig("h.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");

        cluster.list(Kind.ENDPOINT_SLICE);
        assertThat(cluster.dig("h.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");
        cluster.list(Kind.POD);

        // Now it is known not to exist, and the configuration leaves such names to the next layer.
        assertThat(cluster.dig("h.ns.svc.cluster.local. A")).isEqualTo("NOTAUTH");
    }

    @Test
    void firstListIsPublishedOnceASecondUntilItIsWhole() {
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));
        cluster.apply(new io.kinglet.k8s.model.Change.ListStarted(Kind.SERVICE));
        cluster.put(Make.service("a", "10.96.0.1"));
        assertThat(cluster.dig("a.ns.svc.cluster.local. A")).isEqualTo("SERVFAIL");

        cluster.passSeconds(1);
        cluster.put(Make.service("b", "10.96.0.2"));
        assertThat(cluster.dig("a.ns.svc.cluster.local. A")).endsWith("A 10.96.0.1");
        assertThat(cluster.dig("b.ns.svc.cluster.local. A")).endsWith("A 10.96.0.2");
    }
}
