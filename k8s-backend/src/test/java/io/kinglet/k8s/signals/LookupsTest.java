package io.kinglet.k8s.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.fixture.Question;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private final Lookups lookups = new Lookups();
    private final Map<String, byte[]> services = new HashMap<>();
    private long nanos = 1L << 40;

    @Test
    void manyPairsInTurnAreNotedOnceEach() throws Exception {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 1_000; i++) {
                note("10.0.0.1", "s" + i + ".data");
            }
        }
        List<String> noted = new ArrayList<>();
        lookups.drain(() -> true, (address, length, service) -> noted.add("one"));
        assertThat(noted).hasSizeBetween(1_000, 1_010);
        assertThat(lookups.dropped()).isZero();
    }

    @Test
    void ofMoreLookupsThanAreLookedAtAPartIsNoted() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            nanos -= 19_000; // a microsecond from one to the next
            note("10.0.0.1", "s" + i + ".data");
        }
        List<String> noted = new ArrayList<>();
        lookups.drain(() -> true, (address, length, service) -> noted.add("one"));
        assertThat(noted).hasSizeBetween(64 + 45, 64 + 55);
    }

    @Test
    void notingALookupAllocatesNothing() throws Exception {
        Client still = new Client() {
            @Override
            public boolean ipv6() {
                return false;
            }

            @Override
            public InetSocketAddress address() {
                throw new IllegalStateException("allocates");
            }

            @Override
            public int copyAddress(byte[] target) {
                target[0] = 10;
                target[3] = (byte) nanos;
                return 4;
            }
        };
        Query query = new Query();
        byte[] message = Question.octets("db.data.svc.cluster.local. A");
        query.read(message, message.length, Transport.UDP, still);
        byte[] service = key("db.data");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                allocated = threads.getCurrentThreadAllocatedBytes();
            }
            nanos += 20_000;
            query.receivedNanos(nanos);
            lookups.answered(query, service);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(1_000);
    }

    private void note(String client, String service) throws Exception {
        Query query = new Query();
        byte[] message = Question.octets(service + ".svc.cluster.local. A");
        Client asking = Client.of(new InetSocketAddress(InetAddress.getByName(client), 1));
        query.read(message, message.length, Transport.UDP, asking);
        nanos += 20_000;
        query.receivedNanos(nanos);
        lookups.answered(query, services.computeIfAbsent(service, LookupsTest::key));
    }

    /** As the index has it: labels with their lengths, the Service's name first. */
    static byte[] key(String service) {
        byte[] key = ("." + service).getBytes(StandardCharsets.US_ASCII);
        int dot = service.indexOf('.') + 1;
        key[0] = (byte) (dot - 1);
        key[dot] = (byte) (service.length() - dot);
        return key;
    }
}
