package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.watch.WatchConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code kinglet explain} reads as; {@link ServerPlanTest} has its mistakes. */
class ExplainDirectiveTest {

    private static ExplainDirective read(String directive) {
        return Plans.part(ExplainDirective.class, directive + "\nkubernetes cluster.local {\nmanifests dns\n}\n");
    }

    @Test
    void alone() {
        ExplainDirective explain = read("kinglet explain");
        assertThat(explain.settings())
                .isEqualTo(
                        new ExplainDirective.Settings("kube-system", "kube-dns", null, Duration.ofSeconds(5), false));
        assertThat(explain.connection()).isEqualTo(new ClusterConnection.Manifests(List.of(Path.of("dns"))));
    }

    @Test
    void withEverything() {
        ExplainDirective explain = read("""
                kinglet explain {
                    kubeconfig /etc/kubeconfig prod
                    dns dns/cluster-dns
                    enforcer kube-router
                    settle 10s
                    reasons
                }
                """);
        assertThat(explain.settings())
                .isEqualTo(new ExplainDirective.Settings(
                        "dns", "cluster-dns", "kube-router", Duration.ofSeconds(10), true));
        assertThat(explain.connection())
                .isEqualTo(new ClusterConnection.Api(WatchConfig.kubeconfig(Path.of("/etc/kubeconfig"), "prod")));
    }

    @Test
    void clusterOfItsOwnNeedsNoKubernetes() {
        assertThat(Plans.part(ExplainDirective.class, "kinglet explain {\nmanifests world\n}\nwhoami")
                        .connection())
                .isEqualTo(new ClusterConnection.Manifests(List.of(Path.of("world"))));
    }

    @Test
    void severalBlocksMustSayTheSame() {
        String block = " {\n kinglet explain {\n  manifests m\n }\n whoami\n}\n";
        assertThat(Plans.check("a." + block + "b." + block).problems()).isEmpty();
        for (String other :
                List.of(block.replace("manifests m", "manifests n"), block.replace("}\n w", "reasons\n }\n w"))) {
            assertThat(Plans.check("a." + block + "b." + other).problems())
                    .extracting(Throwable::getMessage)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Corefile:8:2: `kinglet explain` is about the whole process, and that at Corefile:2:2 has");
        }
    }
}
