package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.ScriptedUpstream;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** The only upstream dies. */
@Timeout(60)
class StaleServedTest {

    private static final InetAddress TRUTH = InetAddress.getLoopbackAddress();

    private final Metrics metrics = new Metrics();

    private DnsServer start(ScriptedUpstream upstream, String staleness) throws IOException {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        return DnsServer.start(
                Plans.of(". {\nprometheus 127.0.0.1:0\nforward . 127.0.0.1:"
                        + upstream.address().getPort() + "\ncache {\nsuccess 100 60 1\n" + staleness + "\n}\n}\n"),
                new ServerConfig(
                        limits,
                        ClusterSources.named(RestObserver.NONE),
                        InetAddress.getByName("127.0.0.1"),
                        port -> port,
                        false,
                        metrics,
                        loop -> {}));
    }

    private static Message reply(Message query) throws IOException {
        Record question = query.getQuestion();
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question, Section.QUESTION);
        reply.addRecord(new ARecord(question.getName(), DClass.IN, 0, TRUTH), Section.ANSWER);
        return reply;
    }

    private static Message ask(DnsServer server) throws IOException {
        Message query = Asked.query("www.test. A");
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        SimpleResolver resolver = new SimpleResolver(server.addresses().get(0));
        resolver.setTimeout(Duration.ofSeconds(10));
        return resolver.send(query);
    }

    /** The TTL of the answer and its extended error; the RCODE where there is no answer. */
    private static String summary(Message reply) {
        return reply.getSection(Section.ANSWER).stream()
                        .map(it -> it.rdataToString() + " " + it.getTTL())
                        .findFirst()
                        .orElseGet(() -> "rcode " + reply.getRcode())
                + reply.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                        .map(it -> " error " + ((ExtendedErrorCodeOption) it).getErrorCode())
                        .findFirst()
                        .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        ",127.0.0.1 30 error 3,1",
        "serve_stale 1h immediate 45s,127.0.0.1 45 error 3,1",
        "serve_stale 1h verify,127.0.0.1 30 error 3,1",
        "serve_stale 0,rcode 2 error 23,0"
    })
    void whatIsKnownIsServedOn(String staleness, String expected, int stale) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.udp((query, client, socket) -> {
                    byte[] reply = reply(new Message(query)).toWire();
                    socket.send(new DatagramPacket(reply, reply.length, client));
                });
                DnsServer server = start(upstream, staleness == null ? "" : staleness)) {
            assertThat(summary(ask(server))).isEqualTo("127.0.0.1 0");
            upstream.close();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(summary(ask(server))).isEqualTo(expected));
            assertThat(metrics.page())
                    .containsPattern("coredns_cache_served_stale_total\\{[^}]*\\} " + (stale == 0 ? "0" : "[1-9]"));
        }
    }
}
