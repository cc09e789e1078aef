package io.kinglet.k8s.autopath;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.fixture.Options;
import io.kinglet.k8s.fixture.Question;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Pod;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterSearchPathsTest {

    private static final String OPTIONS = "pods verified";
    private static final String NAME = "www.example.test.shop.svc.cluster.local.";

    private final Cluster cluster = Cluster.empty(OPTIONS);
    private boolean inTouch = true;
    private final SearchPathsUnderTest paths = new SearchPathsUnderTest();

    private final class SearchPathsUnderTest {
        private final ClusterSearchPaths paths = new ClusterSearchPaths(
                Options.parse(OPTIONS),
                cluster.writer().published(),
                () -> inTouch,
                List.of(DomainName.parse("corp.test."), DomainName.parse("kube-system.svc.cluster.local.")));

        String of(String name, @Nullable String client) {
            byte[] octets = Question.octets(name + " A");
            Query query = new Query();
            query.read(
                    octets,
                    octets.length,
                    Transport.UDP,
                    client == null ? null : Client.of(new InetSocketAddress(client, 4711)));
            List<DomainName> path = paths.of(query);
            return path == null ? "none" : path.toString();
        }

        boolean mayConcern(String name) {
            byte[] octets = Question.octets(name + " A");
            Query query = new Query();
            query.read(octets, octets.length, Transport.UDP, null);
            return paths.mayConcern(query);
        }
    }

    private static Pod special(String name, String address, Pod.Trait trait) {
        return new Pod("shop", name, List.of(Cluster.ip(address)), false, Set.of(trait));
    }

    @BeforeEach
    void fill() {
        cluster.put(
                Make.namespace("shop"),
                Make.namespace("bank"),
                Make.pod("shop", "a", false, "10.1.0.1", "fd00:1::1"),
                Make.pod("bank", "b", false, "10.1.0.2"));
    }

    @Test
    void listIsThatOfThePodsNamespaceAndItsNode() {
        String expected = "[shop.svc.cluster.local., svc.cluster.local., cluster.local., corp.test.]";
        assertThat(paths.of(NAME, "10.1.0.1")).isEqualTo(expected);
        assertThat(paths.of(NAME.toUpperCase(java.util.Locale.ROOT), "fd00:1::1"))
                .isEqualTo(expected);
    }

    @Test
    void nobodyHasAListWhileWhatIsKnownOfPodsIsOld() {
        inTouch = false;
        assertThat(paths.of(NAME, "10.1.0.1")).isEqualTo("none");
        inTouch = true;
        assertThat(paths.of(NAME, "10.1.0.1")).startsWith("[shop.svc");
    }

    @Test
    void clientThatIsNotCertainlyAPodOfTheNamespaceHasNone() {
        assertThat(paths.of(NAME, "10.1.0.2")).isEqualTo("none");
        assertThat(paths.of(NAME, "10.1.0.3")).isEqualTo("none");
        assertThat(paths.of(NAME, null)).isEqualTo("none");
        cluster.put(Make.pod("shop", "c", false, "10.1.0.1"));
        assertThat(paths.of(NAME, "10.1.0.1")).isEqualTo("none");
        cluster.put(Make.pod("shop", "c", true, "10.1.0.1"));
        assertThat(paths.of(NAME, "10.1.0.1")).startsWith("[shop");
        cluster.put(Make.pod("shop", "a", true, "10.1.0.1"));
        assertThat(paths.of(NAME, "10.1.0.1")).isEqualTo("none");
    }

    @Test
    void podWithTheNetworkOfItsNodeOrAListOfItsOwnHasNone() {
        cluster.put(
                special("host", "192.0.2.7", Pod.Trait.HOST_NETWORK),
                special("own", "10.1.0.8", Pod.Trait.OWN_SEARCH_LIST));
        assertThat(paths.of(NAME, "192.0.2.7")).isEqualTo("none");
        assertThat(paths.of(NAME, "10.1.0.8")).isEqualTo("none");
        assertThat(cluster.index().podNamespace(Cluster.ip("192.0.2.7"))).isEmpty();
        assertThat(cluster.index().podNamespace(Cluster.ip("10.1.0.8"))).isEqualTo("shop");
        assertThat(cluster.dig("192-0-2-7.shop.pod.cluster.local. A")).contains("192.0.2.7");
    }

    @Test
    void traitsThatChangeAreTakenUp() {
        cluster.put(special("own", "10.1.0.8", Pod.Trait.OWN_SEARCH_LIST));
        cluster.put(Make.pod("shop", "own", false, "10.1.0.8"));
        assertThat(paths.of(NAME, "10.1.0.8")).startsWith("[shop");
        cluster.list(Kind.POD);
        assertThat(paths.of(NAME, "10.1.0.8")).isEqualTo("none");
    }

    @Test
    void nameThatMayHaveBeenWrittenOutHasNone() {
        assertThat(paths.of("db.shop.svc.cluster.local.", "10.1.0.1")).isEqualTo("none");
        assertThat(paths.of("web-0.web.shop.svc.cluster.local.", "10.1.0.1")).startsWith("[shop");
        cluster.put(Make.headless("web"), Make.service("other", "10.96.0.7"));
        cluster.put(new io.kinglet.k8s.model.Namespace("ns"));
        cluster.put(Make.pod("ns", "n", false, "10.1.0.9"));
        assertThat(paths.of("web-0.web.ns.svc.cluster.local.", "10.1.0.9")).isEqualTo("none");
        assertThat(paths.of("web-0.more.ns.svc.cluster.local.", "10.1.0.9")).startsWith("[ns");
    }

    @Test
    void otherNamesConcernNobody() {
        assertThat(paths.mayConcern(NAME)).isTrue();
        assertThat(paths.mayConcern("db.shop.svc.cluster.local.")).isFalse();
        assertThat(paths.mayConcern("shop.svc.cluster.local.")).isFalse();
        assertThat(paths.mayConcern("a.b.shop.pod.cluster.local.")).isFalse();
        assertThat(paths.mayConcern("www.example.test.")).isFalse();
    }
}
