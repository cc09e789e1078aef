package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import org.junit.jupiter.api.Test;

final class SlicePlanTest {

    private static String service(String spec) {
        return "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, " + spec + "}}\n";
    }

    private static String pod(String name, String spec, String status) {
        return "---\n{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", labels: {app: web, x: y}}, spec: {"
                + spec + "}, status: {" + status + "}}\n";
    }

    @Test
    void readyPodsOfTheSameNamespaceWithAllLabelsAreEndpoints() {
        assertThat(Worlds.lines(
                        service("clusterIP: None") + pod("a", "", "podIP: 10.1.0.1") + """
                        ---
                        {apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: db}}}
                        ---
                        {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: shop, labels: {app: web}}}
                        ---
                        {apiVersion: v1, kind: Pod, metadata: {name: d}}
                        """, Kind.ENDPOINT_SLICE))
                .containsExactly("EndpointSlice default/web-derived-1 of web | [10.1.0.1] pod a");
    }

    @Test
    void readinessFollowsTheConditionAndEndedOrUnplacedPodsAreLeftOut() {
        String pods = pod("a", "", "podIP: 10.1.0.1, conditions: [{type: Ready, status: \"True\"}]")
                + pod("b", "", "podIP: 10.1.0.2, conditions: [{type: Ready, status: \"False\"}]")
                + pod("c", "", "podIP: 10.1.0.3, conditions: [{type: Initialized, status: \"True\"}]")
                + pod("d", "", "phase: Pending")
                + pod("e", "", "podIP: 10.1.0.5, phase: Failed")
                + "---\n{apiVersion: v1, kind: Pod, metadata: {name: f, labels: {app: web}, deletionTimestamp: \"2026-01-01T00:00:00Z\"},"
                + " status: {podIP: 10.1.0.6}}";

        assertThat(Worlds.lines(service("clusterIP: None") + pods, Kind.ENDPOINT_SLICE))
                .containsExactly("EndpointSlice default/web-derived-1 of web | [10.1.0.1] pod a"
                        + " | [10.1.0.2] unready pod b | [10.1.0.3] unready pod c | [10.1.0.6] unready pod f");
        assertThat(Worlds.lines(service("clusterIP: None, publishNotReadyAddresses: true") + pods, Kind.ENDPOINT_SLICE))
                .singleElement()
                .asString()
                .doesNotContain("unready");
    }

    @Test
    void theHostNameIsKeptWhenTheSubdomainIsTheService() {
        assertThat(Worlds.lines(
                        service("clusterIP: None")
                                + pod("a", "hostname: one, subdomain: web", "podIP: 10.1.0.1")
                                + pod("b", "hostname: two, subdomain: db", "podIP: 10.1.0.2")
                                + pod("c", "hostname: three", "podIP: 10.1.0.3"),
                        Kind.ENDPOINT_SLICE))
                .containsExactly("EndpointSlice default/web-derived-1 of web"
                        + " | [10.1.0.1] host one pod a | [10.1.0.2] pod b | [10.1.0.3] pod c");
    }

    @Test
    void targetPortsAreFoundByNumberAndByNamePerPod() {
        String ports = "clusterIP: None, ports: [{name: http, port: 80, targetPort: web},"
                + " {name: adm, port: 81, targetPort: 8081}, {name: dns, port: 53, protocol: UDP, targetPort: web}]";

        assertThat(Worlds.lines(
                        service(ports)
                                + pod(
                                        "a",
                                        "containers: [{ports: [{name: web, containerPort: 8080}]}]",
                                        "podIP: 10.1.0.1")
                                + pod(
                                        "b",
                                        "containers: [{}, {ports: [{name: web, containerPort: 9090}]}]",
                                        "podIP: 10.1.0.2")
                                + pod(
                                        "c",
                                        "containers: [{ports: [{name: web, containerPort: 53, protocol: UDP}]}]",
                                        "podIP: 10.1.0.3")
                                + pod(
                                        "d",
                                        "initContainers: [{restartPolicy: Always, ports: [{name: web, containerPort: 8080}]}]",
                                        "podIP: 10.1.0.4"),
                        Kind.ENDPOINT_SLICE))
                .containsExactly(
                        "EndpointSlice default/web-derived-1 of web http/tcp/8080 adm/tcp/8081"
                                + " | [10.1.0.1] pod a | [10.1.0.4] pod d",
                        "EndpointSlice default/web-derived-2 of web http/tcp/9090 adm/tcp/8081 | [10.1.0.2] pod b",
                        "EndpointSlice default/web-derived-3 of web adm/tcp/8081 dns/udp/53 | [10.1.0.3] pod c");
    }

    @Test
    void anAbsentTargetPortIsThePortAndAPortMayHaveNoName() {
        assertThat(Worlds.lines(service("ports: [{port: 80}]") + pod("a", "", "podIP: 10.1.0.1"), Kind.ENDPOINT_SLICE))
                .containsExactly("EndpointSlice default/web-derived-1 of web /tcp/80 | [10.1.0.1] pod a");
    }

    @Test
    void eachFamilyHasSlicesOfItsOwn() {
        assertThat(Worlds.lines(
                        service("ipFamilyPolicy: RequireDualStack, clusterIP: None")
                                + pod("a", "", "podIPs: [{ip: 10.1.0.1}, {ip: \"fd00:1::1\"}]")
                                + pod("b", "", "podIP: 10.1.0.2"),
                        Kind.ENDPOINT_SLICE))
                .containsExactly(
                        "EndpointSlice default/web-derived-1 of web | [10.1.0.1] pod a | [10.1.0.2] pod b",
                        "EndpointSlice default/web-derived-2 of web | [fd00:1::1] pod a");
    }

    @Test
    void aStatefulSetBehindItsHeadlessServiceHasNamedEndpoints() {
        assertThat(Worlds.lines("""
                apiVersion: v1
                kind: Service
                metadata: {name: db, namespace: shop}
                spec: {clusterIP: None, selector: {app: db}, ports: [{name: sql, port: 5432}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: db-first, namespace: shop}
                spec: {selector: {statefulset.kubernetes.io/pod-name: db-0}, ports: [{port: 5432}]}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: shop}
                spec:
                  serviceName: db
                  replicas: 2
                  template:
                    metadata:
                      labels: {app: db}
                      annotations: {topology.kubernetes.io/zone: north}
                """, Kind.ENDPOINT_SLICE))
                .containsExactly(
                        "EndpointSlice shop/db-derived-1 of db sql/tcp/5432"
                                + " | [10.244.238.112] host db-0 pod db-0 zone north"
                                + " | [10.244.198.119] host db-1 pod db-1 zone north",
                        "EndpointSlice shop/db-first-derived-1 of db-first /tcp/5432"
                                + " | [10.244.238.112] pod db-0 zone north");
    }

    @Test
    void aSliceWrittenByHandStandsInForTheDerivedOnes() {
        String slice = """
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-derived-1, labels: {kubernetes.io/service-name: SERVICE}}
                addressType: IPv4
                endpoints: [{addresses: [10.1.0.9]}]
                """;
        String world = service("clusterIP: None") + pod("a", "", "podIP: 10.1.0.1");

        assertThat(Worlds.lines(world + slice.replace("SERVICE", "web"), Kind.ENDPOINT_SLICE))
                .containsExactly("EndpointSlice default/web-derived-1 of web | [10.1.0.9]");
        assertThat(Worlds.lines(world + slice.replace("SERVICE", "other"), Kind.ENDPOINT_SLICE))
                .containsExactly(
                        "EndpointSlice default/web-derived-1 of other | [10.1.0.9]",
                        "EndpointSlice default/web-derived-2 of web | [10.1.0.1] pod a");
    }

    @Test
    void servicesWithoutASelectorAndExternalNamesHaveNoSlices() {
        assertThat(Worlds.lines(
                        service("type: ExternalName, externalName: a.example.com")
                                + pod("a", "", "podIP: 10.1.0.1")
                                + "---\n{apiVersion: v1, kind: Service, metadata: {name: bare}, spec: {selector: {}}}",
                        Kind.ENDPOINT_SLICE))
                .isEmpty();
    }

    @Test
    void aSliceHoldsAHundredEndpoints() throws InterruptedException {
        String deployment = "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: web},"
                + " spec: {replicas: 250, template: {metadata: {labels: {app: web}}}}}";
        RecordedSink sink = new RecordedSink();
        ManifestSource.ofText("test.yaml", service("clusterIP: None") + deployment)
                .start(Worlds.ALL, sink);
        sink.next();

        assertThat(sink.keys(Kind.ENDPOINT_SLICE)).hasSize(3);
        EndpointSlice last = (EndpointSlice) sink.object(Kind.ENDPOINT_SLICE, "default", "web-derived-3");
        assertThat(last.endpoints()).hasSize(50);
    }
}
