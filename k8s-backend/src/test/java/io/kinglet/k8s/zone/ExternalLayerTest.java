package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.fixture.Options;
import io.kinglet.k8s.fixture.Upstream;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Service;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalLayerTest {

    private static final String WORLD = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              clusterIP: 10.96.0.10
              externalIPs: [192.0.2.1, "2001:db8::1"]
              ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]
            status:
              loadBalancer: {ingress: [{ip: 192.0.2.2}, {hostname: lb.example.test}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: named, namespace: shop}
            spec:
              clusterIP: 10.96.0.11
              type: LoadBalancer
              ports: [{name: http, port: 80}, {name: also, port: 80, protocol: UDP}]
            status:
              loadBalancer: {ingress: [{hostname: www.example.test}, {hostname: other.example.test}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: inside, namespace: shop}
            spec: {clusterIP: 10.96.0.12, ports: [{name: http, port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: twin, namespace: shop}
            spec: {clusterIP: 10.96.0.13, externalIPs: [192.0.2.2], ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: set, namespace: shop}
            spec: {clusterIP: None, ports: [{name: http, port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: set-1, namespace: shop, labels: {kubernetes.io/service-name: set}}
            addressType: IPv4
            ports: [{name: http, port: 8080, protocol: TCP}]
            endpoints:
            - {addresses: [10.1.0.1], hostname: zero}
            - {addresses: [10.1.0.2]}
            """;

    private static Cluster cluster(boolean headless, String... fallthrough) {
        List<DomainName> zones = List.of(DomainName.parse("ext.test."), DomainName.parse("in-addr.arpa."));
        List<DomainName> left =
                Arrays.stream(fallthrough).map(DomainName::parse).toList();
        return new Cluster(Options.parse("ttl 30").withExternal())
                .local("10.9.9.9")
                .external(new ExternalConfig(zones, "dns", 5, headless, left), new Upstream())
                .yaml(WORLD);
    }

    private static final String SOA =
            " 5 SOA ns1.dns.ext.test. hostmaster.dns.ext.test. " + Cluster.SERIAL + " 7200 1800 86400 5";

    private static void check(Cluster cluster, String question, String expected) {
        assertThat(cluster.dig(question.strip() + " +tcp").replace("\n", " / "))
                .isEqualTo(expected.strip().replace("SOA", "auth ext.test." + SOA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            web.shop.ext.test. A      | NOERROR aa / web.shop.ext.test. 5 A 192.0.2.1 / web.shop.ext.test. 5 A 192.0.2.2
            WEB.shop.ext.test. AAAA   | NOERROR aa / WEB.shop.ext.test. 5 AAAA 2001:db8:0:0:0:0:0:1
            web.shop.ext.test. SRV    | NOERROR aa / web.shop.ext.test. 5 SRV 0 16 53 web.shop.ext.test. / web.shop.ext.test. 5 SRV 0 16 80 web.shop.ext.test. / add web.shop.ext.test. 5 A 192.0.2.1 / add web.shop.ext.test. 5 A 192.0.2.2 / add web.shop.ext.test. 5 AAAA 2001:db8:0:0:0:0:0:1
            web.shop.ext.test. TXT    | NOERROR aa / SOA
            web.shop.ext.test. CNAME  | NOERROR aa / SOA
            _http._tcp.web.shop.ext.test. SRV | NOERROR aa / _http._tcp.web.shop.ext.test. 5 SRV 0 33 80 web.shop.ext.test. / add web.shop.ext.test. 5 A 192.0.2.1 / add web.shop.ext.test. 5 A 192.0.2.2 / add web.shop.ext.test. 5 AAAA 2001:db8:0:0:0:0:0:1
            _tcp.web.shop.ext.test. SRV | NOERROR aa / SOA
            _sctp.web.shop.ext.test. SRV | NXDOMAIN aa / SOA
            _smtp._tcp.web.shop.ext.test. SRV | NXDOMAIN aa / SOA
            any.web.shop.ext.test. A  | NXDOMAIN aa / SOA
            a.b.c.web.shop.ext.test. A | NXDOMAIN aa / SOA
            named.shop.ext.test. A    | NOERROR aa / named.shop.ext.test. 5 CNAME www.example.test. / www.example.test. 300 A 192.0.2.53
            named.shop.ext.test. CNAME | NOERROR aa / named.shop.ext.test. 5 CNAME www.example.test.
            _http._tcp.named.shop.ext.test. SRV | NOERROR aa / _http._tcp.named.shop.ext.test. 5 SRV 0 100 80 www.example.test.
            _http._tcp.named.shop.ext.test. A | NOERROR aa / SOA
            inside.shop.ext.test. A   | NXDOMAIN aa / SOA
            none.shop.ext.test. A     | NXDOMAIN aa / SOA
            set.shop.ext.test. A      | NXDOMAIN aa / SOA
            shop.ext.test. A          | NOERROR aa / SOA
            nope.ext.test. A          | NXDOMAIN aa / SOA
            ext.test. A               | NOERROR aa / SOA
            dns.ext.test. A           | NOERROR aa / SOA
            ns1.dns.ext.test. A       | NOERROR aa / ns1.dns.ext.test. 5 A 10.9.9.9
            ns1.dns.ext.test. AAAA    | NOERROR aa / SOA
            ns2.dns.ext.test. A       | NXDOMAIN aa / SOA
            a.ns1.dns.ext.test. A     | NXDOMAIN aa / SOA
            ext.test. NS              | NOERROR aa / ext.test. 5 NS ns1.dns.ext.test. / add ns1.dns.ext.test. 5 A 10.9.9.9
            1.2.0.192.in-addr.arpa. PTR | NOERROR aa / 1.2.0.192.in-addr.arpa. 5 PTR web.shop.ext.test.
            2.2.0.192.in-addr.arpa. PTR | NOERROR aa / 2.2.0.192.in-addr.arpa. 5 PTR twin.shop.ext.test. / 2.2.0.192.in-addr.arpa. 5 PTR web.shop.ext.test.
            ext.test. AXFR            | REFUSED
            www.other.org. A          | NOTAUTH
            """)
    void servicesGoByTheirAddressesOutside(String question, String expected) {
        check(cluster(false), question, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set.shop.ext.test. A      | NOERROR aa / set.shop.ext.test. 5 A 10.1.0.1 / set.shop.ext.test. 5 A 10.1.0.2
            zero.set.shop.ext.test. A | NOERROR aa / zero.set.shop.ext.test. 5 A 10.1.0.1
            10-1-0-2.set.shop.ext.test. A | NOERROR aa / 10-1-0-2.set.shop.ext.test. 5 A 10.1.0.2
            set.shop.ext.test. AAAA   | NOERROR aa / SOA
            _http._tcp.set.shop.ext.test. SRV | NOERROR aa / _http._tcp.set.shop.ext.test. 5 SRV 0 50 8080 10-1-0-2.set.shop.ext.test. / _http._tcp.set.shop.ext.test. 5 SRV 0 50 8080 zero.set.shop.ext.test. / add zero.set.shop.ext.test. 5 A 10.1.0.1 / add 10-1-0-2.set.shop.ext.test. 5 A 10.1.0.2
            _tcp.set.shop.ext.test. A | NOERROR aa / SOA
            one.set.shop.ext.test. A  | NXDOMAIN aa / SOA
            inside.shop.ext.test. A   | NXDOMAIN aa / SOA
            web.shop.ext.test. A      | NOERROR aa / web.shop.ext.test. 5 A 192.0.2.1 / web.shop.ext.test. 5 A 192.0.2.2
            """)
    void endpointsOfHeadlessServicesAreShownOnRequest(String question, String expected) {
        check(cluster(true), question, expected);
    }

    @Test
    void reverseNamesAboveAnAddressExist() {
        assertThat(cluster(false).dig("2.0.192.in-addr.arpa. PTR")).startsWith("NOERROR aa\nauth in-addr.arpa. 5 SOA");
        assertThat(cluster(false).dig("3.0.192.in-addr.arpa. PTR")).startsWith("NXDOMAIN");
        assertThat(cluster(false).dig("10.0.96.10.in-addr.arpa. PTR")).startsWith("NXDOMAIN");
        assertThat(cluster(false).dig("1.2.0.192.in-addr.arpa. TXT")).startsWith("NOERROR aa\nauth");
    }

    @Test
    void nameThatDoesNotExistFallsThroughWhereThatIsSaid() {
        assertThat(cluster(false, "ext.test.").dig("none.shop.ext.test. A")).isEqualTo("NOTAUTH");
        assertThat(cluster(false, "ext.test.").dig("web.shop.ext.test. TXT")).startsWith("NOERROR");
        assertThat(cluster(false, "in-addr.arpa.").dig("none.shop.ext.test. A")).startsWith("NXDOMAIN");
    }

    @Test
    void nothingIsKeptUnlessItIsAskedFor() {
        Cluster cluster = new Cluster(Options.parse("ttl 30")).yaml(WORLD);
        byte[] web = DomainName.parse("web.shop.").canonicalOctets();
        assertThat(cluster.index().service(web, 0, web.length - 1)).satisfies(entry -> {
            assertThat(entry).isNotNull();
            assertThat(entry.external()).isNull();
            assertThat(entry.externalAddresses()).isEmpty();
        });
    }

    @Test
    void serialMovesWithWhatIsOutsideAndNotWithTheRest() {
        Cluster cluster = new Cluster(Options.parse("ttl 30").withExternal())
                .external(new ExternalConfig(List.of(DomainName.parse("ext.test.")), "dns", 5, false, List.of()), q -> {
                    throw new AssertionError("nothing falls through");
                });
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));
        cluster.list(Kind.ENDPOINT_SLICE);
        assertThat(cluster.dig("a.ns.ext.test. A")).isEqualTo("SERVFAIL");
        cluster.list(Kind.SERVICE, Make.service("a", "10.96.0.1"));
        assertThat(cluster.dig("ext.test. SOA")).contains("hostmaster.dns.ext.test. 0 7200");

        cluster.passSeconds(10);
        External external = new External(List.of(Cluster.ip("192.0.2.9")), List.of("_bad..name"));
        Service plain = Make.service("a", "10.96.0.1");
        cluster.put(new Service(Make.NS, "a", plain.type(), plain.clusterIps(), null, plain.ports(), external));
        String moved = "hostmaster.dns.ext.test. " + (Cluster.SERIAL + 10) + " 7200";
        assertThat(cluster.dig("ext.test. SOA")).contains(moved);
        assertThat(cluster.dig("a.ns.ext.test. A")).endsWith("5 A 192.0.2.9");

        cluster.passSeconds(10);
        cluster.put(Make.service("b", "10.96.0.2"));
        assertThat(cluster.dig("ext.test. SOA")).contains(moved);

        cluster.remove(plain);
        assertThat(cluster.dig("a.ns.ext.test. A")).startsWith("NXDOMAIN");
        assertThat(cluster.dig("ext.test. SOA"))
                .contains("hostmaster.dns.ext.test. " + (Cluster.SERIAL + 20) + " 7200");
    }

    @Test
    void reverseZonesAloneAreRefused() {
        ExternalConfig config =
                new ExternalConfig(List.of(DomainName.parse("in-addr.arpa.")), "dns", 5, false, List.of());
        assertThatThrownBy(() -> new Cluster(Options.parse("")).external(config, new Upstream()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
