package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.Asked;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
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

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    private Message send(Message query) throws IOException {
        SimpleResolver resolver = new SimpleResolver(served.address());
        resolver.setTimeout(Duration.ofSeconds(5));
        resolver.setEDNS(-1);
        return resolver.send(query);
    }

    private Message chaos(String name) throws IOException {
        return send(Message.newQuery(Record.newRecord(Name.fromString(name), Type.TXT, DClass.CH)));
    }

    @Test
    void accessIsDecidedAndCounted() throws IOException {
        served.start(
                ". {\nacl a.test {\nfilter type TXT\nblock net 127.0.0.0/8\n}\nacl b.test {\nallow net 127.0.0.1\nblock\n}\nwhoami\n}\n");
        assertThat(served.ask("x.a.test. A")).isEqualTo("REFUSED");
        assertThat(served.ask("x.a.test. TXT")).isEqualTo("NOERROR");
        assertThat(served.ask("x.b.test. A")).isEqualTo("NOERROR");
        assertThat(served.ask("x.c.test. A")).isEqualTo("NOERROR");
        assertThat(served.page())
                .contains(
                        "coredns_acl_blocked_requests_total{server=\"dns://127.0.0.1:0\",view=\"\",zone=\"a.test.\"} 1\n")
                .contains(
                        "coredns_acl_filtered_requests_total{server=\"dns://127.0.0.1:0\",view=\"\",zone=\"a.test.\"} 1\n")
                .contains("coredns_acl_allowed_requests_total{server=\"dns://127.0.0.1:0\",view=\"\"} 2\n");
    }

    @Test
    void chaosIsAnsweredWhereABlockSaysSo() throws IOException {
        served.start(
                "bind {\nchaos v1 someone\nlog\nerrors\nprometheus 127.0.0.1:0\n}\nid.server {\nchaos\n}\na.test {\nwhoami\n}\n");
        assertThat(chaos("version.bind.").getSection(Section.ANSWER)).hasToString("[version.bind.\t\t0\tCH\tTXT\tv1]");
        assertThat(chaos("authors.bind.").getSection(Section.ANSWER).toString()).contains("someone");
        assertThat(chaos("id.server.").getSection(Section.ANSWER)).hasSize(1);
        assertThat(chaos("x.a.test.").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(chaos("x.bind.").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(chaos("version.server.").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(served.ask("x.a.test. A")).isEqualTo("NOERROR");
        assertThat(served.ask("version.bind. TXT")).isEqualTo("SERVFAIL");
        assertThat(served.page())
                .contains("rcode=\"NOERROR\",server=\"dns://127.0.0.1:0\",view=\"\",zone=\"bind.\"} 2\n");
    }

    @Test
    void formOfRepliesIsWhatTheBlockSays() throws IOException {
        served.start(". {\nheader {\nresponse set ra\nresponse clear aa rd\n}\nminimal\nnsid a b\nany\nwhoami\n}\n");
        Message query = Asked.query("x.test. A");
        query.addRecord(new OPTRecord(1232, 0, 0, 0, new NSIDOption(new byte[0])), Section.ADDITIONAL);
        Message reply = send(query);
        assertThat(reply.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(reply.getHeader().getFlag(Flags.RD)).isFalse();
        assertThat(reply.getOPT().getOptions())
                .containsExactly(new NSIDOption("a b".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(served.ask("x.test. ANY")).isEqualTo("NOERROR \"RFC8482\" \"\"");
    }

    @Test
    void templatesAnswerAndAreCounted() throws IOException {
        served.start("""
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
        assertThat(served.ask("x.blocked.test. TXT")).isEqualTo("NXDOMAIN");
        assertThat(served.ask("10.a.test. A")).isEqualTo("NOERROR 10.0.0.1");
        assertThat(served.ask("300.a.test. A")).isEqualTo("SERVFAIL");
        assertThat(served.ask("ten.a.test. A")).isEqualTo("SERVFAIL");
        assertThat(served.ask("a.test. AAAA")).isEqualTo("NOERROR");
        String labels = "server=\"dns://127.0.0.1:0\",";
        String answer = labels + "template=\"{{ .Name }} 60 IN A {{ parseInt .Group.host 10 16 }}.0.0.1\",type=\"A\",";
        assertThat(served.page())
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
        served.start(". {\nlocal\nwhoami\n}\n");
        assertThat(served.ask("localhost. A")).isEqualTo("NOERROR 127.0.0.1");
        assertThat(served.ask("localhost.test. AAAA")).isEqualTo("NOERROR 0:0:0:0:0:0:0:1");
        assertThat(served.page()).contains("coredns_local_localhost_requests_total 1\n");
    }

    @Test
    void ipv6AddressesAreMadeOfIpv4Ones() throws IOException {
        served.start("a.test {\ndns64 {\nallow_ipv4\ntranslate_all\n}\nerratic {\ndrop 0\ndelay 2 1ms\n}\n}\n");
        assertThat(served.ask("x.a.test. AAAA")).isEqualTo("NOERROR 64:ff9b:0:0:0:0:c000:235");
        assertThat(served.page()).contains("coredns_dns64_requests_translated_total{server=\"dns://127.0.0.1:0\"} 1\n");
    }

    @Test
    void firstBlockWhoseViewTakesAQueryAnswersIt() throws IOException {
        served.start("""
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
        assertThat(served.ask("x.a.test. TXT")).isEqualTo("SERVFAIL");
        assertThat(served.ask("x.a.test. AAAA")).isEqualTo("NOERROR 2001:db8:0:0:0:0:0:53");
        assertThat(served.ask("x.b.a.test. AAAA")).isEqualTo("NOERROR 2001:db8:0:0:0:0:0:53");
        assertThat(served.ask("x.a.test. A")).isEqualTo("REFUSED");
        assertThat(served.page())
                .contains("rcode=\"SERVFAIL\",server=\"dns://127.0.0.1:0\",view=\"text\",zone=\"a.test.\"} 1\n")
                .contains("rcode=\"REFUSED\",server=\"dns://127.0.0.1:0\",view=\"\",zone=\"dropped\"} 1\n");
    }

    @Test
    void whatTakesTooLongIsServfail() throws IOException {
        served.start(". {\ncancel 20ms\nerratic {\ndelay 1 1m\n}\n}\n");
        assertThat(served.ask("x.test. A")).isEqualTo("SERVFAIL");
    }
}
