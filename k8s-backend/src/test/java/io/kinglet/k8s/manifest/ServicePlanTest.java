package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServicePlanTest {

    private static String service(String namespace, String name, String spec) {
        return "{apiVersion: v1, kind: Service, metadata: {name: " + name + ", namespace: " + namespace + "}, spec: {"
                + spec + "}}\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            ``;                                                        [10.96.182.177]
            clusterIP: '';                                             [10.96.182.177]
            type: LoadBalancer;                                        [10.96.182.177]
            ipFamilies: [IPv6];                                        [fd00:10:96::b6b1]
            ipFamilies: [IPv6, IPv4];                                  [fd00:10:96::b6b1, 10.96.182.177]
            ipFamilyPolicy: PreferDualStack;                           [10.96.182.177, fd00:10:96::b6b1]
            ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6];      [fd00:10:96::b6b1, 10.96.182.177]
            ipFamilyPolicy: PreferDualStack, clusterIP: 10.96.0.80;    [10.96.0.80, fd00:10:96::b6b1]
            `ipFamilyPolicy: PreferDualStack, clusterIP: "fd00::80"`;  [fd00::80, 10.96.182.177]
            ipFamilyPolicy: SingleStack, clusterIP: 10.96.0.80;        [10.96.0.80]
            """)
    void clusterIpsAreGivenByFamily(String spec, String addresses) {
        assertThat(Worlds.lines(service("shop", "db", spec), Kind.SERVICE))
                .containsExactly("Service shop/db CLUSTER_IP " + addresses);
    }

    @Test
    void addressesDependNeitherOnTheOrderNorOnOtherServices() {
        List<String> services = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            services.add("---\n" + service("shop", "s" + i, ""));
        }
        List<String> inOrder = Worlds.lines(String.join("", services), Kind.SERVICE);
        Collections.shuffle(services, new Random(7));

        assertThat(Worlds.lines(String.join("", services), Kind.SERVICE)).isEqualTo(inOrder);
        assertThat(inOrder.stream()
                        .map(line -> line.substring(line.indexOf('[')))
                        .distinct())
                .hasSize(500);
        assertThat(Worlds.lines(service("shop", "s123", ""), Kind.SERVICE))
                .hasSize(1)
                .isSubsetOf(inOrder);
    }

    @Test
    void anAddressWrittenByHandIsNeverGivenToAnother() {
        String db = service("shop", "db", "");

        assertThat(Worlds.lines(db + "---\n" + service("zoo", "cat", "clusterIP: 10.96.182.177"), Kind.SERVICE))
                .containsExactly(
                        "Service shop/db CLUSTER_IP [10.96.182.178]", "Service zoo/cat CLUSTER_IP [10.96.182.177]");
    }

    @Test
    void theTwoServicesThatClustersHaveGetTheirCustomaryAddresses() throws InterruptedException {
        assertThat(services(service("kube-system", "kube-dns", "")))
                .containsExactly(
                        "put Service default/kubernetes CLUSTER_IP [10.96.0.1] https/tcp/443",
                        "put Service kube-system/kube-dns CLUSTER_IP [10.96.0.10]");
    }

    @Test
    void kubernetesGivesWayToWhatIsWritten() throws InterruptedException {
        assertThat(services(service("shop", "first", "clusterIP: 10.96.0.1")))
                .satisfiesExactly(
                        kubernetes -> assertThat(kubernetes)
                                .startsWith("put Service default/kubernetes CLUSTER_IP [10.96.")
                                .doesNotContain("[10.96.0.1]"),
                        first -> assertThat(first).isEqualTo("put Service shop/first CLUSTER_IP [10.96.0.1]"));
        assertThat(services(service("default", "kubernetes", "clusterIP: 10.3.0.1")))
                .containsExactly("put Service default/kubernetes CLUSTER_IP [10.3.0.1]");
    }

    private static List<String> services(String yaml) throws InterruptedException {
        RecordedSink sink = new RecordedSink();
        ManifestSource.ofText("test.yaml", yaml).start(Worlds.ALL, sink);
        return sink.next().stream()
                .filter(line -> line.startsWith("put Service "))
                .toList();
    }
}
