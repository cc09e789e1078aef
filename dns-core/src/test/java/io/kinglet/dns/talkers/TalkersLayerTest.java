package io.kinglet.dns.talkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.talkers.Talkers.Talker;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkersLayerTest {

    private static final long SECOND = 1_000_000_000L;

    private static final TalkersConfig CONFIG = new TalkersConfig(8, TalkersConfig.STANDARD_OCTETS);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final TalkersLayer layer = new TalkersLayer(CONFIG, nanos::get);
    private final Resolver chain = layer.over(query -> Answer.Dropped.INSTANCE);

    /** Asks for names of one form over and over, with no more work than that takes. */
    private static final class Asker {
        private final byte[] packet =
                Ask.edns("n0000000.example.test.", "A", 1232, false).octets().clone();
        private final Query query = new Query();
        private final byte[] reply = new byte[12];
        private final SplittableRandom random;

        Asker(long seed) {
            random = new SplittableRandom(seed);
        }

        void ask(Resolver chain, int name, Client client, int rcode) {
            int rest = name;
            for (int i = 7; i > 0; i--) {
                packet[Query.QNAME_OFFSET + 1 + i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            query.read(packet, packet.length, Transport.UDP, client);
            query.rotation(random.nextInt());
            chain.resolve(query);
            reply[3] = (byte) rcode;
            query.answered(reply, reply.length);
        }
    }

    private static Client client(int number) {
        try {
            byte[] octets = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
            return Client.of(new InetSocketAddress(InetAddress.getByAddress(octets), 5353));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static DomainName name(int number) {
        return DomainName.parse(String.format("n%07d.example.test.", number));
    }

    /** Numbers from 0, number k as often as 1/(k+1). */
    private static double[] zipf(int size) {
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    private static int drawn(double[] sums, SplittableRandom random) {
        int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        return found < 0 ? -found - 1 : found;
    }

    private static <T> double recall(List<Talker<T>> talkers, List<T> wanted) {
        List<T> said = talkers.stream().map(Talker::who).toList();
        return said.stream().filter(wanted::contains).count() / (double) wanted.size();
    }

    /** A minute of 50,000 queries a second. */
    @Test
    void tenOfAMillionNamesAndOfAHundredThousandClientsAreFound() {
        double[] names = zipf(1_000_000);
        double[] numbers = zipf(100_000);
        Client[] clients =
                IntStream.range(0, 100_000).mapToObj(TalkersLayerTest::client).toArray(Client[]::new);
        double recall = 0;
        int runs = 3;
        for (int run = 0; run < runs; run++) {
            TalkersLayer talkers = new TalkersLayer(CONFIG, nanos::get);
            Resolver measured = talkers.over(query -> Answer.Dropped.INSTANCE);
            SplittableRandom random = new SplittableRandom(run);
            Asker asker = new Asker(run);
            for (int i = 0; i < 3_000_000; i++) {
                nanos.addAndGet(20_000);
                int name = drawn(names, random);
                asker.ask(
                        measured,
                        name,
                        clients[drawn(numbers, random)],
                        name % 2 == 0 ? Rcode.NXDOMAIN : Rcode.NOERROR);
            }
            assertThat(talkers.oneOf()).isBetween(16, 64);
            Talkers now = talkers.now(10);
            recall += recall(
                    now.names(),
                    IntStream.range(0, 10).mapToObj(TalkersLayerTest::name).toList());
            recall += recall(
                    now.nonexistent(),
                    IntStream.range(0, 10).mapToObj(it -> name(2 * it)).toList());
            recall += recall(
                    now.clients(),
                    IntStream.range(0, 10).mapToObj(it -> clients[it].ip()).toList());
            // The most frequent name has 1 in 14.4 of all queries.
            assertThat(now.names().get(0).count()).isBetween(190_000L, 230_000L);
        }
        assertThat(recall / (3 * runs)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void aFewQueriesAreCountedOneByOne() {
        Asker asker = new Asker(1);
        for (int i = 0; i < 20; i++) {
            asker.ask(chain, 1, client(1), Rcode.NOERROR);
        }
        for (int i = 0; i < 7; i++) {
            asker.ask(chain, 2, client(1), Rcode.NXDOMAIN);
        }
        asker.ask(chain, 3, null, Rcode.SERVFAIL);
        nanos.addAndGet(10 * SECOND);
        assertThat(layer.now(10))
                .isEqualTo(new Talkers(
                        Duration.ofSeconds(10),
                        List.of(
                                new Talker<>(name(1), 20, 20),
                                new Talker<>(name(2), 7, 7),
                                new Talker<>(name(3), 1, 1)),
                        List.of(new Talker<>(IpAddress.v4(0x0a000001), 27, 27)),
                        List.of(new Talker<>(name(2), 7, 7))));
        assertThat(layer.now(1).names()).hasSize(1);
    }

    @Test
    void countsAreOfTheLastMinuteOrTwo() {
        Asker asker = new Asker(1);
        asker.ask(chain, 1, client(1), Rcode.NOERROR);
        nanos.addAndGet(70 * SECOND);
        asker.ask(chain, 2, client(1), Rcode.NOERROR);
        assertThat(layer.now(10).names()).extracting(Talker::who).containsExactlyInAnyOrder(name(1), name(2));
        assertThat(layer.now(10).span()).isEqualTo(Duration.ofSeconds(70));
        nanos.addAndGet(60 * SECOND);
        // Nobody has asked since: what is read is the past all the same.
        assertThat(layer.now(10).names()).extracting(Talker::who).containsExactly(name(2));
        assertThat(layer.now(10).span()).isEqualTo(Duration.ofSeconds(70));
        nanos.addAndGet(60 * SECOND);
        assertThat(layer.now(10).names()).isEmpty();
        asker.ask(chain, 3, client(1), Rcode.NOERROR);
        assertThat(layer.now(10).names()).extracting(Talker::who).containsExactly(name(3));
    }

    @Test
    void afterARushEveryQueryCountsAgain() {
        Asker asker = new Asker(1);
        for (int i = 0; i < 400_000; i++) {
            nanos.addAndGet(1_000);
            asker.ask(chain, 1, client(1), Rcode.NOERROR);
        }
        assertThat(layer.oneOf()).isGreaterThan(256);
        while (layer.oneOf() > 1) {
            nanos.addAndGet(10_000_000);
            asker.ask(chain, 1, client(1), Rcode.NOERROR);
        }
        assertThat(layer.now(1).span()).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void notesOfAllThreadsAddUp() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                Asker asker = new Asker(number);
                for (int j = 0; j < 50; j++) {
                    asker.ask(chain, 1, client(number), Rcode.NOERROR);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(layer.now(10).names()).containsExactly(new Talker<>(name(1), 200, 200));
        assertThat(layer.now(10).clients()).hasSize(4).allMatch(it -> it.count() == 50);
    }

    @Test
    void whoReadsSeesWholeNamesWhileTheyAreWritten() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            Asker asker = new Asker(1);
            SplittableRandom random = new SplittableRandom(1);
            while (!done.get()) {
                asker.ask(chain, random.nextInt(5000), client(1), Rcode.NOERROR);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 200; i++) {
                assertThat(layer.now(2000).names())
                        .extracting(it -> it.who().toString())
                        .allMatch(it -> it.matches("n000[0-4]\\d{3}\\.example\\.test\\."))
                        .doesNotHaveDuplicates();
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    @Test
    void threadsBeyondTheBoundKeepNoNotes() throws InterruptedException {
        TalkersLayer two = new TalkersLayer(new TalkersConfig(2, TalkersConfig.STANDARD_OCTETS), nanos::get);
        Resolver measured = two.over(query -> Answer.Dropped.INSTANCE);
        for (int i = 0; i < 5; i++) {
            int number = i;
            Thread thread = new Thread(() -> new Asker(1).ask(measured, number, client(1), Rcode.NOERROR));
            thread.start();
            thread.join();
        }
        assertThat(two.now(10).names()).extracting(Talker::who).containsExactlyInAnyOrder(name(0), name(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 13, 64, 300, 512})
    void memoryIsBoundedHoweverManyThreads(int threads) {
        int places = new TalkersConfig(threads, TalkersConfig.STANDARD_OCTETS).places();
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long before = bean.getThreadAllocatedBytes(Thread.currentThread().getId());
            assertThat(new Notes(places)).isNotNull();
            least = Math.min(
                    least, bean.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertThat(threads * Notes.octets(places)).isLessThanOrEqualTo(TalkersConfig.STANDARD_OCTETS);
        // Headers of arrays and objects are not in the sum.
        assertThat(least).isLessThanOrEqualTo(Notes.octets(places) + 4096);
        assertThat(places).isLessThanOrEqualTo(1024);
    }

    @Test
    void tooManyThreadsForTheRoomAreRefused() {
        assertThatThrownBy(() -> new TalkersConfig(100_000, TalkersConfig.STANDARD_OCTETS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100000 threads");
    }

    @Test
    void queryThatIsLookedAtAllocatesNothingButTheAddress() {
        Asker asker = new Asker(1);
        Client client = client(1);
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = bean.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 10_000; i++) {
                nanos.addAndGet(1_000_000);
                asker.ask(chain, i, client, Rcode.NXDOMAIN);
            }
            least = Math.min(
                    least, bean.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertThat(layer.oneOf()).isEqualTo(1);
        assertThat(least).isLessThan(10_000 * 64);
    }
}
