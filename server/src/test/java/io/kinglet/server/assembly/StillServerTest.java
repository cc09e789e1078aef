package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.k8s.explain.Names;
import io.kinglet.k8s.explain.Reply;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.server.corefile.Corefile;
import io.kinglet.server.corefile.FileReader;
import io.kinglet.server.corefile.Options;
import io.kinglet.server.plugin.ServerPlan;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which directive answered is found out by asking the real chain. */
class StillServerTest {

    private static final String COREFILE = """
            .:53 {
                errors
                log
                hosts {
                    192.0.2.7 inline.test
                    fallthrough
                }
                rewrite name old.test web.shop.svc.cluster.local
                template IN A made.test {
                    answer "{{ .Name }} 60 IN A 192.0.2.8"
                }
                kubernetes cluster.local {
                    fallthrough left.svc.cluster.local
                }
                cache 30
                forward inner.test 192.0.2.9
                forward . 192.0.2.53 192.0.2.54
            }
            empty.test:53 {
                errors
            }
            """;

    private final InMemoryCluster cluster = new InMemoryCluster();
    private StillServer server;
    private Names names;

    @BeforeEach
    void build() {
        cluster.applyYaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {clusterIP: 10.96.0.7, ports: [{name: http, port: 80}]}
                """);
        Options options = new Options(53, name -> null, FileReader.disk());
        ServerPlan plan = ServerPlan.of(Corefile.parse("Corefile", COREFILE, options));
        server = StillServer.build(plan, connection -> cluster.reader());
        names = server.names(false, Duration.ZERO);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theClusterAnswersForItsServices() {
        Reply reply = ask("web.shop.svc.cluster.local.", RecordType.A);
        assertThat(reply.by()).isEqualTo("kubernetes");
        assertThat(reply.rcode()).isEqualTo("NOERROR");
        assertThat(reply.records()).containsExactly("A 10.96.0.7");
        assertThat(reply.addresses()).hasToString("[10.96.0.7]");
        assertThat(reply.passed()).isFalse();
        Reply port = ask("_http._tcp.web.shop.svc.cluster.local.", RecordType.SRV);
        assertThat(port.records()).containsExactly("SRV 80 web.shop.svc.cluster.local");
        assertThat(ask("none.shop.svc.cluster.local.", RecordType.A).rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void otherDirectivesAreNamed() {
        assertThat(ask("inline.test.", RecordType.A)).satisfies(reply -> {
            assertThat(reply.by()).isEqualTo("hosts");
            assertThat(reply.records()).containsExactly("A 192.0.2.7");
        });
        assertThat(ask("made.test.", RecordType.A).by()).isEqualTo("template");
    }

    @Test
    void aRewrittenNameIsSaid() {
        Reply reply = ask("old.test.", RecordType.A);
        assertThat(reply.rewritten()).isEqualTo("web.shop.svc.cluster.local");
        assertThat(reply.by()).isEqualTo("kubernetes");
        assertThat(reply.records()).containsExactly("A 10.96.0.7");
    }

    @Test
    void whatWouldBeForwardedIsNotAsked() {
        Reply reply = ask("www.example.com.", RecordType.A);
        assertThat(reply.forward()).isEqualTo("192.0.2.53, 192.0.2.54");
        assertThat(reply.rcode()).isEmpty();
        assertThat(ask("a.inner.test.", RecordType.A).forward()).isEqualTo("192.0.2.9");
        Reply left = ask("a.left.svc.cluster.local.", RecordType.A);
        assertThat(left.passed()).isTrue();
        assertThat(left.forward()).isEqualTo("192.0.2.53, 192.0.2.54");
    }

    @Test
    void aBlockInWhichNobodyAnswersFails() {
        Reply reply = ask("a.empty.test.", RecordType.A);
        assertThat(reply.by()).isEmpty();
        assertThat(reply.rcode()).isEqualTo("SERVFAIL");
    }

    private Reply ask(String name, int type) {
        return names.ask(DomainName.parse(name), type, null);
    }
}
