package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Corefiles with one of the small plugins start and answer. */
class PluginsServedTest {

    private final Metrics metrics = new Metrics();
    private DnsServer server;

    private void start(String corefile) throws IOException {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        server = DnsServer.start(
                Plans.of(corefile),
                new ServerConfig(
                        limits,
                        ClusterSources.named(RestObserver.NONE),
                        InetAddress.getByName("127.0.0.1"),
                        port -> port,
                        false,
                        metrics,
                        loop -> {}));
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private String ask(String question) {
        return Asked.over(server.addresses().get(0), false, question);
    }

    private Message send(Message query) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server.addresses().get(0));
        resolver.setTimeout(Duration.ofSeconds(5));
        resolver.setEDNS(-1);
        return resolver.send(query);
    }

    private Message chaos(String name) throws IOException {
        return send(Message.newQuery(Record.newRecord(Name.fromString(name), Type.TXT, DClass.CH)));
    }

    @Test
    void accessIsDecidedAndCounted() throws IOException {
        start(
                ". {\nacl a.test {\nfilter type TXT\nblock net 127.0.0.0/8\n}\nacl b.test {\nallow net 127.0.0.1\nblock\n}\nwhoami\n}\n");
        assertThat(ask("x.a.test. A")).isEqualTo("REFUSED");
        assertThat(ask("x.a.test. TXT")).isEqualTo("NOERROR");
        assertThat(ask("x.b.test. A")).isEqualTo("NOERROR");
        assertThat(ask("x.c.test. A")).isEqualTo("NOERROR");
        assertThat(metrics.page())
                .contains(
                        "coredns_acl_blocked_requests_total{server=\"dns://127.0.0.1:0\",view=\"\",zone=\"a.test.\"} 1\n")
                .contains(
                        "coredns_acl_filtered_requests_total{server=\"dns://127.0.0.1:0\",view=\"\",zone=\"a.test.\"} 1\n")
                .contains("coredns_acl_allowed_requests_total{server=\"dns://127.0.0.1:0\",view=\"\"} 2\n");
    }

    @Test
    void chaosIsAnsweredWhereABlockSaysSo() throws IOException {
        start(
                "bind {\nchaos v1 someone\nlog\nerrors\nprometheus 127.0.0.1:0\n}\nid.server {\nchaos\n}\na.test {\nwhoami\n}\n");
        assertThat(chaos("version.bind.").getSection(Section.ANSWER)).hasToString("[version.bind.\t\t0\tCH\tTXT\tv1]");
        assertThat(chaos("authors.bind.").getSection(Section.ANSWER).toString()).contains("someone");
        assertThat(chaos("id.server.").getSection(Section.ANSWER)).hasSize(1);
        assertThat(chaos("x.a.test.").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(chaos("x.bind.").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(chaos("version.server.").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(ask("x.a.test. A")).isEqualTo("NOERROR");
        assertThat(ask("version.bind. TXT")).isEqualTo("SERVFAIL");
        assertThat(metrics.page())
                .contains("rcode=\"NOERROR\",server=\"dns://127.0.0.1:0\",view=\"\",zone=\"bind.\"} 2\n");
    }

    @Test
    void formOfRepliesIsWhatTheBlockSays() throws IOException {
        start(". {\nheader {\nresponse set ra\nresponse clear aa rd\n}\nminimal\nnsid a b\nany\nwhoami\n}\n");
        Message query = Asked.query("x.test. A");
        query.addRecord(new OPTRecord(1232, 0, 0, 0, new NSIDOption(new byte[0])), Section.ADDITIONAL);
        Message reply = send(query);
        assertThat(reply.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(reply.getHeader().getFlag(Flags.RD)).isFalse();
        assertThat(reply.getOPT().getOptions())
                .containsExactly(new NSIDOption("a b".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(ask("x.test. ANY")).isEqualTo("NOERROR \"RFC8482\" \"\"");
    }

    @Test
    void templatesAnswerAndAreCounted() throws IOException {
        start("""
                . {
                  metadata
                  template ANY ANY blocked.test {
                    rcode NXDOMAIN
                  }
                  template IN A a.test {
                    match ^(?P<host>[^.]*)[.]
                    answer "{{ .Name }} 60 IN A {{ parseInt .Group.host 10 16 }}.0.0.1"
                  }
                  whoami
                }
                """);
        assertThat(ask("x.blocked.test. TXT")).isEqualTo("NXDOMAIN");
        assertThat(ask("10.a.test. A")).isEqualTo("NOERROR 10.0.0.1");
        assertThat(ask("300.a.test. A")).isEqualTo("SERVFAIL");
        assertThat(ask("ten.a.test. A")).isEqualTo("SERVFAIL");
        assertThat(ask("a.test. AAAA")).isEqualTo("NOERROR");
        String labels = "server=\"dns://127.0.0.1:0\",";
        String answer = labels + "template=\"{{ .Name }} 60 IN A {{ parseInt .Group.host 10 16 }}.0.0.1\",type=\"A\",";
        assertThat(metrics.page())
                .contains("coredns_template_matches_total{class=\"IN\"," + labels
                        + "type=\"TXT\",view=\"\",zone=\"blocked.test.\"} 1\n")
                .contains("coredns_template_matches_total{class=\"IN\"," + labels
                        + "type=\"A\",view=\"\",zone=\"a.test.\"} 3\n")
                .contains("coredns_template_rr_failures_total{class=\"IN\",section=\"answer\"," + answer
                        + "view=\"\",zone=\"a.test.\"} 1\n")
                .contains("coredns_template_template_failures_total{class=\"IN\",section=\"answer\"," + answer
                        + "view=\"\",zone=\"a.test.\"} 1\n");
    }

    @Test
    void thisHostIsAnsweredAndCounted() throws IOException {
        start(". {\nlocal\nwhoami\n}\n");
        assertThat(ask("localhost. A")).isEqualTo("NOERROR 127.0.0.1");
        assertThat(ask("localhost.test. AAAA")).isEqualTo("NOERROR 0:0:0:0:0:0:0:1");
        assertThat(metrics.page()).contains("coredns_local_localhost_requests_total 1\n");
    }

    @Test
    void ipv6AddressesAreMadeOfIpv4Ones() throws IOException {
        start("a.test {\ndns64 {\nallow_ipv4\ntranslate_all\n}\nerratic {\ndrop 0\ndelay 2 1ms\n}\n}\n");
        assertThat(ask("x.a.test. AAAA")).isEqualTo("NOERROR 64:ff9b:0:0:0:0:c000:235");
        assertThat(metrics.page())
                .contains("coredns_dns64_requests_translated_total{server=\"dns://127.0.0.1:0\"} 1\n");
    }

    @Test
    void firstBlockWhoseViewTakesAQueryAnswersIt() throws IOException {
        start("""
                a.test {
                  view text {
                    expr type() == 'TXT' && incidr(client_ip(), '127.0.0.0/8')
                  }
                  prometheus 127.0.0.1:0
                  erratic {
                    drop 0
                  }
                }
                a.test {
                  view six {
                    expr type() in ['AAAA']
                  }
                  any
                  erratic {
                    drop 0
                  }
                }
                b.a.test {
                  view none {
                    expr false
                  }
                  whoami
                }
                """);
        assertThat(ask("x.a.test. TXT")).isEqualTo("SERVFAIL");
        assertThat(ask("x.a.test. AAAA")).isEqualTo("NOERROR 2001:db8:0:0:0:0:0:53");
        assertThat(ask("x.b.a.test. AAAA")).isEqualTo("NOERROR 2001:db8:0:0:0:0:0:53");
        assertThat(ask("x.a.test. A")).isEqualTo("REFUSED");
        assertThat(metrics.page())
                .contains("rcode=\"SERVFAIL\",server=\"dns://127.0.0.1:0\",view=\"text\",zone=\"a.test.\"} 1\n")
                .contains("rcode=\"REFUSED\",server=\"dns://127.0.0.1:0\",view=\"\",zone=\"dropped\"} 1\n");
    }

    @Test
    void whatTakesTooLongIsServfail() throws IOException {
        start(". {\ncancel 20ms\nerratic {\ndelay 1 1m\n}\n}\n");
        assertThat(ask("x.test. A")).isEqualTo("SERVFAIL");
    }
}
