package io.kinglet.server.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.manifest.ManifestSource;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.source.ClusterScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndFinderTest {

    private final EndFinder finder = new EndFinder(network("""
                    {apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop, labels: {app: web}},
                     spec: {containers: [{name: c}]}, status: {podIP: 10.1.0.1}}
                    ---
                    {apiVersion: v1, kind: Pod, metadata: {name: both, namespace: shop},
                     spec: {containers: [{name: c}]}, status: {podIP: 10.1.0.2}}
                    ---
                    {apiVersion: v1, kind: Service, metadata: {name: both, namespace: shop},
                     spec: {clusterIP: 10.96.0.2, ports: [{port: 80}]}}
                    ---
                    {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop},
                     spec: {clusterIP: 10.96.0.1, selector: {app: web}, ports: [{port: 80}]}}
                    """), "cluster.local.");

    static ClusterNetwork network(String yaml) {
        NetworkWriter writer = new NetworkWriter();
        try (ManifestSource source = ManifestSource.networkOfText("test", yaml)) {
            source.start(ClusterScope.ofNetwork(), writer);
        }
        return writer.published().current();
    }

    @ParameterizedTest
    @CsvSource({
        "shop/web-1, shop/web-1",
        "pod/shop/web-1, shop/web-1",
        "10.1.0.1, 10.1.0.1",
        "fd00::1, fd00::1",
        "outside, outside",
        "OUTSIDE, outside"
    })
    void originsArePodsAddressesAndTheOutside(String text, String origin) throws NotThereException {
        assertThat(finder.origin(text)).hasToString(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "shop/web-1, shop/web-1",
        "shop/web, svc/shop/web",
        "svc/shop/both, svc/shop/both",
        "pod/shop/both, shop/both",
        "web.shop, svc/shop/web",
        "web.shop.svc, svc/shop/web",
        "WEB.shop.svc.Cluster.local., svc/shop/web",
        "10.96.0.1, 10.96.0.1",
        "example.org, example.org",
        "outside, outside"
    })
    void targetsArePodsServicesNamesAndAddresses(String text, String target) throws NotThereException {
        assertThat(finder.target(text)).hasToString(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop/wbe-1 | no Pod and no Service `wbe-1` in namespace shop; did you mean `web-1`?",
                "shpo/web-1 | there is no namespace `shpo`; did you mean `shop`?",
                "svc/shop/wep | no Service `wep` in namespace shop; did you mean `web`?",
                "pod/shop/nobody-at-all | no Pod `nobody-at-all` in namespace shop; there are `both`, `web-1`",
                "shop/both | there is both a Pod and a Service shop/both: say pod/shop/both or svc/shop/both",
                "web.shop.svc.cluster.local.cluster.local | is no name of a Service",
                "web | is no name of a Service",
                "a/b/c | is not understood",
                "svc/web | is not understood; say svc/NAMESPACE/NAME",
                "no.such.svc | there is no namespace `such`"
            })
    void whatIsNotThereIsSaidWithWhatIsNear(String text, String message) {
        assertThatThrownBy(() -> finder.target(text))
                .isInstanceOf(NotThereException.class)
                .hasMessageContaining(message);
    }

    @Test
    void trafficDoesNotStartAtAService() {
        assertThatThrownBy(() -> finder.origin("svc/shop/web"))
                .isInstanceOf(NotThereException.class)
                .hasMessageContaining("name a Pod");
    }

    @Test
    void portsAreNumbersOrNamesWithOrWithoutAProtocol() throws NotThereException {
        assertThat(EndFinder.port(null)).isEqualTo(PortWish.ALL);
        assertThat(EndFinder.port("80")).isEqualTo(PortWish.of(null, 80));
        assertThat(EndFinder.port("53/UDP")).isEqualTo(PortWish.of("udp", 53));
        assertThat(EndFinder.port("http/tcp")).isEqualTo(PortWish.named("tcp", "http"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999", "80/icmp", "80/tcp/udp", "-1", "HTTP!", "/tcp", "100000"})
    void anythingElseIsNoPort(String text) {
        assertThatThrownBy(() -> EndFinder.port(text)).isInstanceOf(NotThereException.class);
    }
}
