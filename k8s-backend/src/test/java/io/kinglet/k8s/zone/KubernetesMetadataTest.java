package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.fixture.Options;
import io.kinglet.k8s.fixture.Question;
import io.kinglet.k8s.index.IndexWriter;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.Kind;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesMetadataTest {

    private static final String OPTIONS = "zonal; pods verified";

    private final Cluster cluster = Cluster.empty(OPTIONS);
    private final KubernetesMetadata metadata =
            new KubernetesMetadata(Options.parse(OPTIONS), cluster.writer().published());

    private static Query query(String name, String client) {
        byte[] octets = Question.octets(name + " A");
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, Client.of(new InetSocketAddress(client, 4711)));
        return query;
    }

    private String value(String label, String name) {
        return metadata.value("kubernetes/" + label, query(name, "10.1.0.9"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cluster.local.                                  | ''
            svc.cluster.local.                              | ''
            ns.SVC.cluster.local.                           | kind=svc namespace=ns
            web.Shop.svc.cluster.local.                     | kind=svc namespace=shop service=web
            10-1-0-9.shop.pod.cluster.local.                | kind=pod namespace=shop service=10-1-0-9
            pod-0.web.shop.svc.cluster.local.               | kind=svc namespace=shop service=web endpoint=pod-0
            _http._tcp.web.shop.svc.cluster.local.          | kind=svc namespace=shop service=web protocol=tcp port-name=http
            zone.a.pin._zone.web.shop.svc.cluster.local.    | kind=svc namespace=shop service=web zone=zone.a
            a.b.c.web.shop.svc.cluster.local.               | parse-error=invalid query name
            x.dns.cluster.local.                            | parse-error=invalid query name
            www.example.test.                               | ''
            """)
    void nameIsTakenApart(String name, String expected) {
        String known = Stream.of(
                        "kind",
                        "namespace",
                        "service",
                        "endpoint",
                        "protocol",
                        "port-name",
                        "cluster",
                        "zone",
                        "parse-error")
                .filter(label -> !value(label, name).isEmpty())
                .map(label -> label + "=" + value(label, name))
                .collect(Collectors.joining(" "));
        assertThat(known).isEqualTo(expected);
    }

    @Test
    void otherLabelsAreUnknown() {
        assertThat(value("colour", "web.shop.svc.cluster.local.")).isEmpty();
        assertThat(metadata.value("view/name", query("web.shop.svc.cluster.local.", "10.1.0.9")))
                .isEmpty();
    }

    @Test
    void nameOfThePodThatAsksIsKnownWhereNamesAreKept() {
        KubernetesConfig config = Options.parse(OPTIONS).withPodNames();
        IndexWriter writer = new IndexWriter(config.index(), () -> 0, (headless, seconds) -> {});
        KubernetesMetadata named = new KubernetesMetadata(config, writer.published());
        writer.apply(List.of(
                new Change.Put(Make.namespace("shop")),
                new Change.Put(Make.pod("shop", "a", false, "10.1.0.9")),
                new Change.Put(Make.pod("shop", "b", false, "10.1.0.8")),
                new Change.Put(Make.pod("shop", "c", false, "10.1.0.8")),
                new Change.ListFinished(Kind.POD)));
        assertThat(podName(named, "10.1.0.9")).isEqualTo("a");
        assertThat(podName(named, "10.1.0.8")).isEmpty();
        assertThat(podName(named, "10.1.0.7")).isEmpty();
        writer.apply(List.of(
                new Change.Remove(Kind.POD, "shop", "b"), new Change.Put(Make.pod("shop", "a", false, "10.1.0.7"))));
        assertThat(podName(named, "10.1.0.8")).isEqualTo("c");
        assertThat(podName(named, "10.1.0.9")).isEmpty();
        assertThat(podName(named, "10.1.0.7")).isEqualTo("a");
        assertThat(named.value("kubernetes/client-namespace", query("a.test.", "10.1.0.7")))
                .isEqualTo("shop");
    }

    @Test
    void noNameOfAPodIsKnownOtherwise() {
        cluster.put(Make.namespace("shop"), Make.pod("shop", "a", false, "10.1.0.9"));
        assertThat(podName(metadata, "10.1.0.9")).isEmpty();
        assertThat(Options.parse("").withPodNames().index())
                .isEqualTo(Options.parse("").index());
    }

    private static String podName(KubernetesMetadata metadata, String client) {
        return metadata.value("kubernetes/client-pod-name", query("a.test.", client));
    }

    @Test
    void namespaceOfThePodThatAsksIsKnownUnlessSeveralShareItsAddress() {
        cluster.put(
                Make.namespace("shop"),
                Make.namespace("bank"),
                Make.pod("shop", "a", false, "10.1.0.9"),
                Make.pod("shop", "b", false, "10.1.0.8"),
                Make.pod("bank", "c", false, "10.1.0.8"));
        assertThat(metadata.value("kubernetes/client-namespace", query("a.test.", "10.1.0.9")))
                .isEqualTo("shop");
        assertThat(metadata.value("kubernetes/client-namespace", query("a.test.", "10.1.0.8")))
                .isEmpty();
        assertThat(metadata.value("kubernetes/client-namespace", query("a.test.", "10.1.0.7")))
                .isEmpty();
    }
}
