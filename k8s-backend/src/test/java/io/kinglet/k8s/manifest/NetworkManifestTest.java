package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import io.kinglet.k8s.source.ClusterScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What manifests say of Pods, Services and namespaces beside what DNS asks. */
final class NetworkManifestTest {

    private final RecordedSink sink = new RecordedSink();

    private void read(String yaml) {
        try (ManifestSource source = ManifestSource.networkOfText("test.yaml", yaml)) {
            source.start(ClusterScope.ofNetwork(), sink);
        }
    }

    private Pod pod(String name) {
        return (Pod) sink.object(Kind.POD, "prod", name);
    }

    private static PodDetail detail(Pod pod) {
        return Objects.requireNonNull(pod.detail());
    }

    @Test
    void aPodComesWithAllThatItSays() {
        read("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: prod, labels: {app: web, tier: front}}
                spec:
                  nodeName: n1
                  hostname: h
                  subdomain: s
                  dnsPolicy: None
                  dnsConfig:
                    nameservers: [10.96.0.10]
                    searches: [a.example, b.example]
                    options: [{name: ndots, value: "1"}, {name: edns0}]
                  initContainers:
                  - {name: once, ports: [{containerPort: 1}]}
                  - {name: sidecar, restartPolicy: Always, ports: [{containerPort: 15001}]}
                  containers:
                  - {name: a, ports: [{containerPort: 80, name: http}, {containerPort: 53, protocol: UDP}]}
                status:
                  phase: Pending
                  podIP: 10.1.2.3
                  hostIP: 192.0.2.1
                  conditions: [{type: Ready, status: "False"}]
                """);

        assertThat(pod("web").addresses()).containsExactly(address("10.1.2.3"));
        assertThat(detail(pod("web")))
                .isEqualTo(new PodDetail(
                        new PodTemplate(
                                LabelSet.of(Map.of("app", "web", "tier", "front")),
                                List.of(
                                        new ContainerPort("http", "tcp", 80),
                                        new ContainerPort("", "udp", 53),
                                        new ContainerPort("", "tcp", 15001)),
                                "s",
                                "None",
                                new PodDnsConfig(
                                        List.of("10.96.0.10"),
                                        List.of("a.example", "b.example"),
                                        List.of("ndots:1", "edns0"))),
                        "h",
                        false,
                        "n1",
                        address("192.0.2.1"),
                        "Pending"));
    }

    @Test
    void podsOfAWorkloadShareOneTemplate() {
        read("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: prod}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: a, ports: [{containerPort: 80}]}]}
                """);

        List<PodDetail> details = sink.keys(Kind.POD).stream()
                .map(key -> detail(pod(key.substring(key.indexOf('/') + 1))))
                .toList();
        assertThat(details).hasSize(2);
        assertThat(details.get(0).template()).isSameAs(details.get(1).template());
        assertThat(details.get(0).phase()).isEqualTo("Running");
        assertThat(details.get(0).ready()).isTrue();
        assertThat(details.get(0).template().ports()).containsExactly(new ContainerPort("", "tcp", 80));
    }

    @Test
    void podsInTheNetworkOfOneNodeShareItsAddress() {
        read(hostPod("a", "n1", "")
                + hostPod("b", "n1", "")
                + hostPod("c", "n2", "hostIP: 192.0.2.7")
                + hostPod("d", "n2", "")
                + hostPod("e", "", "")
                + hostPod("f", "", ""));

        assertThat(pod("a").addresses()).isEqualTo(pod("b").addresses()).hasSize(1);
        assertThat(detail(pod("a")).nodeAddress())
                .isEqualTo(pod("a").addresses().get(0));
        assertThat(pod("c").addresses()).containsExactly(address("192.0.2.7"));
        assertThat(pod("d").addresses()).containsExactly(address("192.0.2.7"));
        // Nobody says that these two are on one node, and a scheduler would not put them there.
        assertThat(pod("e").addresses()).isNotEqualTo(pod("f").addresses());
        assertThat(pod("e").traits()).contains(Pod.Trait.HOST_NETWORK);
    }

    private static String hostPod(String name, String node, String status) {
        return "---\napiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", namespace: prod}\n"
                + "spec: {hostNetwork: true, nodeName: \"" + node + "\"}\nstatus: {" + status + "}\n";
    }

    @Test
    void aServiceComesWithItsDetail() {
        read("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: prod}
                spec:
                  type: NodePort
                  selector: {app: web}
                  publishNotReadyAddresses: true
                  externalTrafficPolicy: Local
                  internalTrafficPolicy: Local
                  externalIPs: [198.51.100.1]
                  ports:
                  - {name: http, port: 80, targetPort: http, nodePort: 30080}
                  - {name: dns, port: 53, protocol: UDP, nodePort: 30053}
                """);

        Service service = (Service) sink.object(Kind.SERVICE, "prod", "web");
        assertThat(service.external().addresses()).containsExactly(address("198.51.100.1"));
        assertThat(service.detail())
                .isEqualTo(new ServiceDetail(
                        "NodePort",
                        LabelSet.of(Map.of("app", "web")),
                        List.of(
                                new ServiceDetail.Port("http", "tcp", 80, 0, "http", 30080),
                                new ServiceDetail.Port("dns", "udp", 53, 53, null, 30053)),
                        true,
                        true,
                        true,
                        ""));
    }

    @Test
    void aNodePortThatIsNotWrittenIsAllocatedAlikeInEveryRun() {
        String yaml = """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: prod}
                spec: {type: %s, ports: [{name: a, port: 80}, {name: b, port: 81}]%s}
                """;
        read(String.format(yaml, "LoadBalancer", ""));
        List<Integer> first = nodePorts();
        read(String.format(yaml, "LoadBalancer", ""));

        assertThat(first).doesNotHaveDuplicates().allMatch(port -> port >= 30000 && port < 32768);
        assertThat(nodePorts()).isEqualTo(first);
        read(String.format(yaml, "LoadBalancer", ", allocateLoadBalancerNodePorts: false"));
        assertThat(nodePorts()).containsExactly(0, 0);
        read(String.format(yaml, "ClusterIP", ""));
        assertThat(nodePorts()).containsExactly(0, 0);
    }

    private List<Integer> nodePorts() {
        Service service = (Service) sink.object(Kind.SERVICE, "prod", "web");
        return Objects.requireNonNull(service.detail()).ports().stream()
                .map(ServiceDetail.Port::nodePort)
                .toList();
    }

    @Test
    void derivedEndpointsSayWhetherTheyServeAndEnd() {
        read("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: prod}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: a, namespace: prod, labels: {app: web}, deletionTimestamp: "2026-01-01T00:00:00Z"}
                """);

        EndpointSlice slice = (EndpointSlice) sink.object(Kind.ENDPOINT_SLICE, "prod", "web-derived-1");
        assertThat(slice.endpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.ready()).isFalse();
            assertThat(endpoint.serving()).isTrue();
            assertThat(endpoint.terminating()).isTrue();
        });
    }

    @Test
    void writtenEndpointsSayWhetherTheyServeAndEnd() {
        read("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-1, namespace: prod, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                endpoints:
                - {addresses: [10.0.0.1], conditions: {ready: false, serving: true, terminating: true}}
                - {addresses: [10.0.0.2], conditions: {ready: false}}
                """);

        EndpointSlice slice = (EndpointSlice) sink.object(Kind.ENDPOINT_SLICE, "prod", "web-1");
        assertThat(slice.endpoints()).extracting("serving").containsExactly(true, false);
        assertThat(slice.endpoints()).extracting("terminating").containsExactly(true, false);
    }

    @Test
    void namespacesComeWithTheirLabelsAndThatOfTheirName() {
        read("{apiVersion: v1, kind: Namespace, metadata: {name: prod, labels: {team: a}}}");

        assertThat(((Namespace) sink.object(Kind.NAMESPACE, "", "prod")).labels())
                .isEqualTo(LabelSet.of(Map.of("team", "a", "kubernetes.io/metadata.name", "prod")));
        assertThat(((Namespace) sink.object(Kind.NAMESPACE, "", "default")).labels())
                .isEqualTo(LabelSet.of(Map.of("kubernetes.io/metadata.name", "default")));
    }

    @Test
    void aScopeWithoutTheNetworkGetsNoneOfIt() {
        String yaml = hostPod("a", "n1", "")
                + "---\n{apiVersion: v1, kind: Namespace, metadata: {name: prod, labels: {team: a}}}\n"
                + "---\n{apiVersion: v1, kind: Service, metadata: {name: web, namespace: prod}}\n";
        try (ManifestSource source = ManifestSource.networkOfText("test.yaml", yaml)) {
            source.start(ClusterScope.of(Kind.NAMESPACE, Kind.SERVICE, Kind.POD), sink);
        }

        assertThat(pod("a").detail()).isNull();
        assertThat(((Service) sink.object(Kind.SERVICE, "prod", "web")).detail())
                .isNull();
        assertThat(((Namespace) sink.object(Kind.NAMESPACE, "", "prod")).labels())
                .isEqualTo(LabelSet.EMPTY);
    }

    @Test
    void objectsOfAProgramAreCompleted() {
        InMemoryCluster cluster = InMemoryCluster.ofNetwork();
        cluster.start(ClusterScope.ofNetwork(), sink);
        cluster.apply(new Pod("prod", "a", List.of(address("10.0.0.1")), false, Set.of()), Map.of("app", "web"));
        cluster.apply(
                new Service("prod", "web", Service.Type.CLUSTER_IP, List.of(address("10.96.0.9")), null, List.of()));

        assertThat(detail(pod("a")).template().labels()).isEqualTo(LabelSet.of(Map.of("app", "web")));
        assertThat(detail(pod("a")).ready()).isTrue();
        assertThat(((Service) sink.object(Kind.SERVICE, "prod", "web")).detail())
                .isNotNull();
    }

    private static IpAddress address(String text) {
        return Objects.requireNonNull(IpAddress.parse(text));
    }
}
