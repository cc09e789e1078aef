package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.model.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PodPlanTest {

    private static String workload(String kind, String name, String spec) {
        return "{apiVersion: apps/v1, kind: " + kind + ", metadata: {name: " + name + ", namespace: shop}, spec: {"
                + spec + "}}\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "ReplicaSet", "DaemonSet"})
    void aWorkloadIsOnePodUnlessItSaysOtherwise(String kind) {
        assertThat(Worlds.lines(workload(kind, "web", ""), Kind.POD))
                .singleElement()
                .asString()
                .matches("Pod shop/web-[b-df-hj-np-tv-z2-9]{5} \\[10\\.244\\.\\d+\\.\\d+]");
    }

    @Test
    void theNamesAndAddressesOfADeploymentStayAsItGrows() {
        List<String> three = Worlds.lines(workload("Deployment", "web", "replicas: 3"), Kind.POD);
        List<String> many = Worlds.lines(workload("Deployment", "web", "replicas: 2000"), Kind.POD);

        assertThat(three).hasSize(3);
        assertThat(many).hasSize(2000).containsAll(three).doesNotHaveDuplicates();
    }

    @Test
    void aStatefulSetNumbersItsPods() {
        assertThat(Worlds.lines(workload("StatefulSet", "db", "replicas: 2, ordinals: {start: 3}"), Kind.POD))
                .extracting(line -> line.substring(0, line.indexOf(" [")))
                .containsExactly("Pod shop/db-3", "Pod shop/db-4");
    }

    @Test
    void noReplicasAreNoPods() {
        assertThat(Worlds.lines(workload("Deployment", "web", "replicas: 0"), Kind.POD))
                .isEmpty();
    }

    @Test
    void podsHaveAnIpv6AddressWhenAServiceAsksForOne() {
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: db-0, namespace: shop}}\n";
        String dual =
                "---\n{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {ipFamilyPolicy: PreferDualStack}}";

        assertThat(Worlds.lines(pod, Kind.POD)).containsExactly("Pod shop/db-0 [10.244.238.112]");
        assertThat(Worlds.lines(pod + dual, Kind.POD))
                .containsExactly("Pod shop/db-0 [10.244.238.112, fd00:10:244::ee70]");
    }

    @Test
    void anAddressWrittenByHandIsNeverGivenToAnother() {
        assertThat(Worlds.lines("""
                {apiVersion: v1, kind: Pod, metadata: {name: db-0, namespace: shop}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: other}, status: {podIP: 10.244.238.112}}
                """, Kind.POD))
                .containsExactly("Pod default/other [10.244.238.112]", "Pod shop/db-0 [10.244.238.113]");
    }

    @Test
    void morePodsThanAddressesAreRefusedWhereTheyAreAskedFor() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            yaml.append("---\n").append(workload("Deployment", "w" + i, "replicas: 10000"));
        }
        assertThatThrownBy(() -> ManifestSource.ofText("big.yaml", yaml.toString()))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("big.yaml:14:1: Deployment shop/w6: spec.replicas: 10000 pods more than");
    }
}
