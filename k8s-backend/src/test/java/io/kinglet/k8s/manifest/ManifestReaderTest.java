package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import org.junit.jupiter.api.Test;

final class ManifestReaderTest {

    @Test
    void readsEveryKindOfManyDocumentsAndLists() {
        assertThat(Worlds.lines("""
                # the first is empty
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: empty}
                ---
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: one, namespace: shop}
                  status: {podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}, {ip: "fd00:1::1"}]}
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: leaving, namespace: shop, deletionTimestamp: "2026-01-01T00:00:00Z"}
                  status: {podIP: 10.1.0.2}
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: waiting, namespace: shop}
                  status: {phase: Pending}
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: done, namespace: shop}
                  status: {phase: Succeeded, podIP: 10.1.0.3}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: web-abc
                  labels:
                    kubernetes.io/service-name: web
                    multicluster.kubernetes.io/service-name: webs
                    multicluster.kubernetes.io/source-cluster: clu-a
                addressType: IPv4
                ports: [{name: http, port: 8080}, {name: all}]
                endpoints:
                - addresses: [10.1.0.9]
                  hostname: web-0
                  zone: Zone-A
                  targetRef: {kind: Pod, name: web-0}
                - addresses: [10.1.0.8]
                  conditions: {ready: false}
                  targetRef: {kind: Node, name: n}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: names}
                addressType: FQDN
                endpoints: [{addresses: [a.example.com]}]
                ---
                apiVersion: multicluster.x-k8s.io/v1alpha1
                kind: ServiceImport
                metadata: {name: webs, namespace: shop}
                spec: {type: ClusterSetIP, ips: [10.96.7.7], ports: [{name: http, port: 80, protocol: TCP}]}
                ---
                apiVersion: multicluster.x-k8s.io/v1alpha1
                kind: ServiceImport
                metadata: {name: peers, namespace: shop}
                spec: {type: Headless, ips: []}
                ---
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: not-ours}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: Anything Goes}
                """, Kind.values()))
                .containsExactly(
                        "Namespace empty",
                        "Namespace shop",
                        "EndpointSlice default/web-abc of web import webs from clu-a http/tcp/8080"
                                + " | [10.1.0.9] host web-0 pod web-0 zone Zone-A | [10.1.0.8] unready",
                        "Pod shop/leaving [10.1.0.2] terminating",
                        "Pod shop/one [10.1.0.1, fd00:1::1]",
                        "Pod shop/waiting []",
                        "ServiceImport shop/peers headless []",
                        "ServiceImport shop/webs [10.96.7.7] http/tcp/80");
    }

    @Test
    void readsJsonIndentedWithTabs() {
        assertThat(Worlds.lines(
                        "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Namespace\",\n\t\"metadata\": {\"name\": \"json\"}\n}",
                        Kind.NAMESPACE))
                .containsExactly("Namespace json");
    }

    @Test
    void aliasesAndMergeKeysShareFields() {
        assertThat(Worlds.lines("""
                apiVersion: v1
                kind: List
                items:
                - &web
                  apiVersion: v1
                  kind: Service
                  metadata: {name: web}
                  spec: &spec {clusterIP: 10.96.0.80, ports: &ports [{name: http, port: 80}]}
                - <<: *web
                  metadata: {name: other}
                  spec: {<<: [*spec], clusterIP: 10.96.0.81}
                - apiVersion: v1
                  kind: Service
                  metadata: {name: third}
                  spec: {clusterIP: None, ports: *ports}
                """, Kind.SERVICE))
                .containsExactly(
                        "Service default/other CLUSTER_IP [10.96.0.81] http/tcp/80",
                        "Service default/third HEADLESS [] http/tcp/80",
                        "Service default/web CLUSTER_IP [10.96.0.80] http/tcp/80");
    }
}
