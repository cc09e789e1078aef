package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.fixture.Question;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query of the index costs the collector: nothing, octets in to octets out. */
class AllocationTest {

    private static final int QUERIES = 2_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] out = new byte[65535];

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c.ns.svc.cluster.local. A",
                "c.ns.svc.cluster.local. A +bufsize=1232",
                "C.Ns.Svc.Cluster.LOCAL. A",
                "c.ns.svc.cluster.local. AAAA",
                "c.ns.svc.cluster.local. SRV",
                "_http._tcp.c.ns.svc.cluster.local. SRV",
                "c.ns.svc.cluster.local. TXT",
                "h.ns.svc.cluster.local. A",
                "h.ns.svc.cluster.local. A +tcp",
                "h.ns.svc.cluster.local. AAAA",
                "web-0.h.ns.svc.cluster.local. A",
                "10-1-0-2.h.ns.svc.cluster.local. A",
                "_http._tcp.h.ns.svc.cluster.local. SRV +tcp",
                "_tcp.h.ns.svc.cluster.local. A",
                "10-1-0-9.ns.pod.cluster.local. A",
                "10-1-0-8.ns.pod.cluster.local. A",
                "10-1-0-9.ns.pod.cluster.local. AAAA",
                "1.0.96.10.in-addr.arpa. PTR",
                "1.0.1.10.in-addr.arpa. PTR",
                "2.0.1.10.in-addr.arpa. PTR",
                "9.9.9.10.in-addr.arpa. PTR",
                "nosuch.ns.svc.cluster.local. A",
                "nosuch.h.ns.svc.cluster.local. A",
                "ns.svc.cluster.local. A",
                "cluster.local. SOA",
                "www.google.com.ns.svc.cluster.local. A",
                "www.google.com.cluster.local. AAAA",
            })
    void queryOfTheIndexAllocatesNothing(String question) {
        assertThat(perQuery("verified", question)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10-1-0-9.ns.pod.cluster.local. A", "10-1-0-9.nowhere.pod.cluster.local. A"})
    void podNameAllocatesNothingWhereItIsNotVerified(String question) {
        assertThat(perQuery("insecure", question)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fd00-1--2.h.ns.svc.cluster.local. AAAA",
                "fd00-1--9.ns.pod.cluster.local. AAAA",
                "2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.d.f.ip6.arpa. PTR",
                "3.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.d.f.ip6.arpa. PTR",
            })
    void ipv6AddressThatIsSpelledAllocatesAFewHundredOctets(String question) {
        assertThat(perQuery("verified", question)).isLessThan(600);
    }

    @Test
    void aliasWithinTheClusterAllocatesAFewThousandOctets() {
        assertThat(perQuery("disabled", "alias.ns.svc.cluster.local. A")).isLessThan(12_000);
    }

    private long perQuery(String pods, String question) {
        Cluster cluster = Cluster.empty("pods " + pods);
        cluster.put(Make.namespace(Make.NS), Make.service("c", "10.96.0.1", "fd00:96::1"), Make.headless("h"));
        cluster.put(
                Make.slice("h-4", "h", "web-0=10.1.0.1", "10.1.0.2", "k=10.1.0.3", "l=10.1.0.4", "m=10.1.0.5"),
                Make.slice("h-6", "h", "fd00:1::2"));
        cluster.put(Make.slice("h-5", "h", "a=10.1.1.1", "b=10.1.1.2", "c=10.1.1.3", "d=10.1.1.4", "e=10.1.1.5"));
        cluster.put(Make.slice("h-7", "h", "f=10.1.2.1", "g=10.1.2.2", "h=10.1.2.3", "i=10.1.2.4", "j=10.1.2.5"));
        cluster.put(Make.alias("alias", "c.ns.svc.cluster.local"));
        cluster.put(Make.pod("p", "10.1.0.9", "fd00:1::9"));
        assertThat(cluster.dig(question)).matches("(?s)(NOERROR|NXDOMAIN) aa.*");
        Responder responder = new Responder(cluster.chain(), Refusals.UNCOUNTED, new AnswerEncoder(true));
        byte[] query = Question.octets(question);
        Transport transport = question.contains("+tcp") ? Transport.TCP : Transport.UDP;
        ask(responder, query, transport, 10 * QUERIES);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            ask(responder, query, transport, QUERIES);
            long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, after - before);
        }
        return least / QUERIES;
    }

    private void ask(Responder responder, byte[] query, Transport transport, int times) {
        for (int i = 0; i < times; i++) {
            int length = responder.respond(query, query.length, transport, null, 0, out, (asked, stage) -> {});
            if (length <= 0) {
                throw new AssertionError("no answer");
            }
        }
    }
}
