package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.wire.Header;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.ScriptedUpstream;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** An upstream whose first word is a lie, and which tells the truth 300 ms later. */
@Timeout(60)
class LyingUpstreamTest {

    private static final int TRUTH = 0xc0000235;
    private static final int LIE = 0x06060606;

    /** What a liar makes of a query for A, the name of which is {@code lie.test}. */
    enum Lie {
        WRONG_ID {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = ScriptedUpstream.reply(query, LIE);
                lie[0]++;
                return lie;
            }
        },
        WRONG_QUESTION {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = ScriptedUpstream.reply(query, LIE);
                lie[13]++;
                return lie;
            }
        },
        WRONG_CLASS {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = ScriptedUpstream.reply(query, LIE);
                lie[end(query) - 1] = 3;
                return lie;
            }
        },
        WRONG_TYPE {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = ScriptedUpstream.reply(query, LIE);
                lie[end(query) - 3] = 28;
                return lie;
            }
        },
        OVERSIZED {
            @Override
            byte[] of(byte[] query) {
                int records = 2000;
                byte[] lie = Arrays.copyOf(query, end(query) + 16 * records);
                Header.putU16(lie, Header.FLAGS, Header.QR | Header.RA);
                Header.putU16(lie, Header.ANCOUNT, records);
                Header.putU32(lie, Header.NSCOUNT, 0);
                for (int i = 0; i < records; i++) {
                    record(lie, end(query) + 16 * i, LIE, 60);
                }
                return lie;
            }
        },
        CUT_IN_A_RECORD {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = ScriptedUpstream.reply(query, LIE);
                return Arrays.copyOf(lie, lie.length - 3);
            }
        },
        CNAME_LOOP {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = Arrays.copyOf(query, end(query) + 14);
                Header.putU16(lie, Header.FLAGS, Header.QR | Header.RA);
                Header.putU16(lie, Header.ANCOUNT, 1);
                Header.putU32(lie, Header.NSCOUNT, 0);
                int at = end(query);
                Header.putU16(lie, at, 0xc00c);
                Header.putU16(lie, at + 2, 5);
                Header.putU16(lie, at + 4, 1);
                Header.putU32(lie, at + 6, 60);
                Header.putU16(lie, at + 10, 2);
                Header.putU16(lie, at + 12, 0xc00c);
                return lie;
            }
        },
        GARBAGE_WITH_THE_RIGHT_ID {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = new byte[200];
                new Random(7).nextBytes(lie);
                lie[0] = query[0];
                lie[1] = query[1];
                return lie;
            }
        },
        GARBAGE_BEHIND_THE_QUESTION {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = Arrays.copyOf(query, 400);
                byte[] noise = new byte[400 - end(query)];
                new Random(8).nextBytes(noise);
                System.arraycopy(noise, 0, lie, end(query), noise.length);
                Header.putU16(lie, Header.FLAGS, Header.QR | Header.RA);
                Header.putU16(lie, Header.ANCOUNT, 7);
                return lie;
            }
        },
        NO_QUESTION {
            @Override
            byte[] of(byte[] query) {
                byte[] lie = Arrays.copyOf(query, 12);
                Header.putU16(lie, Header.FLAGS, Header.QR | Header.RA);
                Arrays.fill(lie, 4, 12, (byte) 0);
                return lie;
            }
        },
        ECHO {
            @Override
            byte[] of(byte[] query) {
                return query;
            }
        },
        EMPTY {
            @Override
            byte[] of(byte[] query) {
                return new byte[0];
            }
        };

        abstract byte[] of(byte[] query);
    }

    private static int end(byte[] query) {
        int at = 12;
        while (query[at] != 0) {
            at += query[at] + 1;
        }
        return at + 5;
    }

    private static void record(byte[] message, int at, int address, int ttl) {
        Header.putU16(message, at, 0xc00c);
        Header.putU16(message, at + 2, 1);
        Header.putU16(message, at + 4, 1);
        Header.putU32(message, at + 6, ttl);
        Header.putU16(message, at + 10, 4);
        Header.putU32(message, at + 12, address);
    }

    private final ScheduledExecutorService truth = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Lie lie = Lie.ECHO;
    private ScriptedUpstream upstream;
    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        upstream = ScriptedUpstream.udp(this::answer);
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        server = DnsServer.start(
                Plans.of(". {\nforward . 127.0.0.1:" + upstream.address().getPort() + "\ncache 30\n}\n"),
                new ServerConfig(
                        limits,
                        ClusterSources.named(RestObserver.NONE),
                        InetAddress.getByName("127.0.0.1"),
                        port -> port,
                        false,
                        new Metrics(),
                        loop -> {}));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        upstream.close();
        truth.shutdownNow();
    }

    private void answer(byte[] query, InetSocketAddress client, DatagramSocket socket) {
        if (query[end(query) - 3] == 2) {
            ScriptedUpstream.send(socket, ScriptedUpstream.reply(query, TRUTH), client);
            return;
        }
        questions.incrementAndGet();
        byte[] plain = Arrays.copyOf(query, end(query));
        Header.putU16(plain, Header.ARCOUNT, 0);
        String name = new String(query, 13, query[12], StandardCharsets.US_ASCII);
        switch (name) {
            case "lie" -> {
                ScriptedUpstream.send(socket, lie.of(plain), client);
                truth.schedule(
                        () -> ScriptedUpstream.send(socket, ScriptedUpstream.reply(plain, TRUTH), client),
                        300,
                        TimeUnit.MILLISECONDS);
            }
            case "extra" -> ScriptedUpstream.send(socket, withExtra(plain), client);
            case "ttl" -> {
                byte[] reply = ScriptedUpstream.reply(plain, TRUTH);
                Header.putU32(reply, end(plain) + 6, 0x80000000);
                ScriptedUpstream.send(socket, reply, client);
            }
            case "circle" -> ScriptedUpstream.send(socket, Lie.CNAME_LOOP.of(plain), client);
            default -> ScriptedUpstream.send(socket, ScriptedUpstream.reply(plain, TRUTH), client);
        }
    }

    /** The truth, and an address of {@code bank.test} in the answer and the additional section. */
    private static byte[] withExtra(byte[] query) {
        byte[] bank = "\4bank\4test\0".getBytes(StandardCharsets.US_ASCII);
        int size = bank.length + 14;
        byte[] reply = Arrays.copyOf(ScriptedUpstream.reply(query, TRUTH), query.length + 16 + 2 * size);
        Header.putU16(reply, Header.ANCOUNT, 2);
        Header.putU16(reply, Header.ARCOUNT, 1);
        for (int i = 0; i < 2; i++) {
            int at = query.length + 16 + i * size;
            System.arraycopy(bank, 0, reply, at, bank.length);
            record(reply, at + bank.length - 2, LIE, 3600);
            reply[at + bank.length - 2] = 't';
            reply[at + bank.length - 1] = 0;
        }
        return reply;
    }

    private String ask(String question) {
        return Asked.over(server.addresses().get(0), false, question);
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void theHonestReplyArrivesAndIsTheOneThatIsKept(Lie told) {
        lie = told;
        assertThat(ask("lie.test. A")).isEqualTo("NOERROR 192.0.2.53");
        assertThat(ask("lie.test. A")).isEqualTo("NOERROR 192.0.2.53");
        assertThat(questions).as("the second is from the cache").hasValue(1);
        assertThat(ask("honest.test. A")).isEqualTo("NOERROR 192.0.2.53");
    }

    @Test
    void recordsNobodyAskedForGoNowhere() {
        Message reply = Asked.reply(server.addresses().get(0), false, "extra.test. A");
        assertThat(reply.getSection(Section.ANSWER)).hasSize(1);
        assertThat(reply.getSection(Section.ADDITIONAL).stream()
                        .filter(it -> it.getName().toString().contains("bank")))
                .isEmpty();
        assertThat(ask("bank.test. A")).isEqualTo("NOERROR 192.0.2.53");
        assertThat(questions).hasValue(2);
    }

    @Test
    void timeToLiveWithTheHighestBitIsZero() {
        Message reply = Asked.reply(server.addresses().get(0), false, "ttl.test. A");
        assertThat(reply.getSection(Section.ANSWER).get(0).getTTL()).isLessThanOrEqualTo(5);
    }

    @Test
    void aCircleThatIsAllThereIsIsPassedOn() {
        assertThat(ask("circle.test. A")).isEqualTo("NOERROR circle.test.");
    }
}
