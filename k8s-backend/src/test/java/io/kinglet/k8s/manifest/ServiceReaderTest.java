package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            clusterIP: 10.96.0.80;                                             CLUSTER_IP [10.96.0.80]
            `clusterIPs: [10.96.0.80, "fd00::80"]`;                            CLUSTER_IP [10.96.0.80, fd00::80]
            `clusterIP: "fd00::80", clusterIPs: ["fd00::80", 10.96.0.80]`;     CLUSTER_IP [fd00::80, 10.96.0.80]
            type: NodePort, clusterIP: 10.96.0.80;                             CLUSTER_IP [10.96.0.80]
            type: LoadBalancer, clusterIP: 10.96.0.80;                         CLUSTER_IP [10.96.0.80]
            clusterIP: None;                                                   HEADLESS []
            clusterIPs: [None];                                                HEADLESS []
            type: ExternalName, externalName: db.example.com;                  EXTERNAL_NAME [] db.example.com
            type: ExternalName, externalName: _a.Example.com.;                 EXTERNAL_NAME [] _a.Example.com.
            type: ExternalName, externalName: 192.0.2.7;                       EXTERNAL_NAME [] 192.0.2.7
            clusterIP: None, ports: [{port: 80}];                              HEADLESS [] /tcp/80
            `clusterIP: None, ports: [{name: d, port: 53, protocol: UDP, targetPort: x}]`; HEADLESS [] d/udp/53
            """)
    void readsWhatDnsNeeds(String spec, String expected) {
        String yaml = "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {" + spec + "}}";

        assertThat(Worlds.lines(yaml, Kind.SERVICE)).containsExactly("Service shop/web " + expected);
    }
}
