package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.Service.Type;
import io.kinglet.k8s.source.ClusterScope;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class MockServerTest {

    KubernetesClient client;

    @Test
    void followsWhatATypedClientDoesToAMockCluster() throws Exception {
        RecordingSink sink = new RecordingSink();
        client.services()
                .inNamespace("default")
                .resource(service("early", "10.96.0.1"))
                .create();
        try (ClusterWatch watch = ClusterWatch.of(client)) {
            watch.start(ClusterScope.of(Kind.SERVICE), sink);
            sink.awaitLog("+early )");
            client.services()
                    .inNamespace("default")
                    .resource(service("web", "10.96.0.2"))
                    .create();
            sink.await(seen -> seen.names().contains("web"));
            client.services()
                    .inNamespace("default")
                    .resource(service("web", "None"))
                    .update();
            sink.await(seen -> seen.log().endsWith("+web +web"));
            assertThat(((Service) sink.object("web")).type()).isEqualTo(Type.HEADLESS);
            client.services().inNamespace("default").withName("early").delete();
            sink.awaitLog("-early");
            assertThat(sink.names()).containsExactly("web");
        }
    }

    private static io.fabric8.kubernetes.api.model.Service service(String name, String clusterIp) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withClusterIP(clusterIp)
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }
}
