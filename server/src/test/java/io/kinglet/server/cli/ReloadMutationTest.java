package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.ServerConfig;
import io.kinglet.server.corefile.Mutants;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A server whose Corefile is edited a thousand times, well and badly, while it is asked: each question is answered as the
 * configuration before or after an edit has it, pages stay, and nothing is left behind.
 */
class ReloadMutationTest {

    private static final int EDITS = 1000;
    private static final long SEED = 20261125;

    /** The version tells the configurations apart. */
    private static final String COREFILE = """
            .:53 {
                errors
                health 127.0.0.1:HEALTH {
                   lameduck 5s
                }
                ready 127.0.0.1:0
                chaos version-NUMBER
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                   pods insecure
                   fallthrough in-addr.arpa ip6.arpa
                   ttl 30
                }
                prometheus 127.0.0.1:0
                forward . 127.0.0.1:1 {
                   max_concurrent 1000
                }
                cache 30
                loop
                reload
                loadbalance
                rewrite name exact old.example.org who.example.org
                template ANY ANY internal.example.net {
                   match "^(?:[^.]+\\.){4,}internal\\.example\\.net\\.$"
                   rcode NXDOMAIN
                   fallthrough
                }
                hosts {
                   192.0.2.1 host.example.net
                   fallthrough
                }
                import custom/*.override
            }
            example.org:53 {
                whoami
            }
            """;

    private static final List<String> QUESTIONS =
            List.of("version.bind. TXT CH", "kubernetes.default.svc.cluster.local. A IN", "who.example.org. AAAA IN");

    @TempDir
    private Path folder;

    /** It would be told of each edit. */
    private final Logger log = Logger.getLogger("io.kinglet");

    private final Metrics metrics = new Metrics();
    private final Queue<Replied> replies = new ConcurrentLinkedQueue<>();
    private final List<List<String>> history = new ArrayList<>();
    private volatile int edit;
    private volatile boolean over;

    /** A reply and the edit that was under way, or made, when the question was asked. */
    private record Replied(int edit, String signature) {}

    private String edited(int number, int health) {
        return COREFILE.replace("NUMBER", Integer.toString(number)).replace("HEALTH", Integer.toString(health));
    }

    @BeforeEach
    void quiet() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void tellAgain() {
        log.setLevel(null);
    }

    @Test
    void everyQuestionIsAnsweredThroughAThousandEdits() throws Exception {
        Path corefile = folder.resolve("Corefile");
        Files.createDirectory(folder.resolve("custom"));
        Files.writeString(folder.resolve("custom/one.override"), "minimal\n");
        int health = freePort();
        int dns = freePort();
        Files.writeString(corefile, edited(0, health));
        CorefileInput input = CorefileInput.of(corefile.toString(), 53);
        InMemoryCluster cluster = new InMemoryCluster();
        TransportLimits usual = TransportLimits.standard();
        ServerConfig config = new ServerConfig(
                new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write()),
                connection -> cluster.reader(),
                InetAddress.getLoopbackAddress(),
                port -> dns,
                true,
                metrics,
                loop -> {});
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), dns);
        try (DnsServer server = DnsServer.start(input.read().findings().plan(), config)) {
            Reloading reloading = new Reloading(input, server);
            Thread client = new Thread(() -> askUntilOver(address), "test-client");
            client.start();
            SplittableRandom random = new SplittableRandom(SEED);
            edit(reloading, corefile, edited(EDITS, health));
            List<String> before = signatures(address);
            await().until(() -> replies.size() > 10);
            replies.clear();
            history.add(before);
            Leftovers at = Leftovers.now();
            int served = 0;
            int asked = 0;
            for (int i = 1; i <= EDITS; i++) {
                ServerPlan old = server.plan();
                edit = i;
                edit(reloading, corefile, Mutants.of(edited(i, health), random));
                List<String> after = signatures(address);
                served += server.plan() == old ? 0 : 1;
                if (server.plan() == old) {
                    assertThat(after).as("served after a mistake, edit %s", i).isEqualTo(before);
                }
                history.add(after);
                for (Replied reply = replies.poll(); reply != null; reply = replies.poll()) {
                    // Before this edit or after it; and those in between, of a question that took longer than an edit.
                    Set<String> either = new TreeSet<>();
                    history.subList(Math.max(0, reply.edit - 1), i + 1).forEach(either::addAll);
                    assertThat(either).as("edit %s of seed %s", i, SEED).contains(reply.signature);
                    asked++;
                }
                assertPagesAreThere(server);
                before = after;
            }
            edit(reloading, corefile, edited(EDITS, health));
            assertThat(signatures(address).get(0)).contains("version-" + EDITS);
            assertThat(served).as("edits served").isBetween(50, EDITS - 50);
            assertThat(asked).as("questions asked meanwhile").isGreaterThan(EDITS);
            assertThat(failures()).as("failures counted").isBetween(50, EDITS - served);
            await("what the edits opened is closed")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Leftovers.now().beyond(at)).isEmpty());
            over = true;
            client.join();
        } finally {
            over = true;
        }
    }

    private static void edit(Reloading reloading, Path corefile, String text) throws IOException {
        Files.writeString(corefile, text);
        reloading.look();
    }

    private void askUntilOver(InetSocketAddress address) {
        for (int i = 0; !over; i++) {
            String question = QUESTIONS.get(i % QUESTIONS.size());
            int start = edit;
            replies.add(new Replied(start, signature(address, question, i % 2 == 1)));
        }
    }

    private static List<String> signatures(InetSocketAddress address) {
        return QUESTIONS.stream().map(it -> signature(address, it, false)).toList();
    }

    /** What tells a configuration's answer from another's. */
    private static String signature(InetSocketAddress address, String question, boolean tcp) {
        String[] words = question.split(" ");
        try {
            Message query = Message.newQuery(
                    Record.newRecord(Name.fromString(words[0]), Type.value(words[1]), DClass.value(words[2])));
            SimpleResolver resolver = new SimpleResolver(address);
            resolver.setTCP(tcp);
            resolver.setTimeout(Duration.ofSeconds(10));
            Message reply = resolver.send(query);
            return question + " " + Rcode.string(reply.getRcode()) + " "
                    + Stream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
                            .map(section -> reply.getSection(section).stream()
                                    .map(it ->
                                            section == Section.ANSWER ? it.rdataToString() : Type.string(it.getType()))
                                    .sorted()
                                    .collect(Collectors.joining(",")))
                            .collect(Collectors.joining(" "));
        } catch (IOException e) {
            return question + " no reply: " + e;
        }
    }

    private static void assertPagesAreThere(DnsServer server) throws IOException {
        for (String path : List.of("/health", "/metrics")) {
            for (InetSocketAddress page : server.pages(path)) {
                InetAddress host =
                        page.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : page.getAddress();
                try (Socket socket = new Socket(host, page.getPort())) {
                    socket.getOutputStream()
                            .write(("GET " + path + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 200");
                }
            }
        }
    }

    private int failures() {
        return metrics.page()
                .lines()
                .filter(it -> it.startsWith("coredns_reload_failed_total "))
                .mapToInt(it -> (int) Double.parseDouble(it.substring(it.indexOf(' '))))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Threads by name, and how many descriptors are open. */
    private record Leftovers(List<String> threads, List<String> descriptors) {

        static Leftovers now() throws IOException {
            List<String> threads = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(it -> !it.contains("ForkJoin") && !it.contains("awaitility") && !it.contains("Keep-Alive"))
                    .map(it -> it.replaceAll("\\d+", "N"))
                    .sorted()
                    .toList();
            Path open = Path.of("/proc/self/fd");
            List<String> descriptors = new ArrayList<>();
            if (Files.isDirectory(open)) {
                try (Stream<Path> files = Files.list(open)) {
                    files.forEach(it -> descriptors.add(target(it)));
                }
            }
            return new Leftovers(threads, descriptors.stream().sorted().toList());
        }

        private static String target(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString().replaceAll("\\d+", "N");
            } catch (IOException e) {
                return "gone";
            }
        }

        /** What is there more often than it was. */
        List<String> beyond(Leftovers earlier) {
            List<String> more = new ArrayList<>(threads);
            earlier.threads.forEach(more::remove);
            List<String> open = new ArrayList<>(descriptors);
            earlier.descriptors.forEach(open::remove);
            // The client's own question under way, and the folder that is being listed.
            open.remove("socket:[N]");
            open.remove("/proc/N/fd");
            more.addAll(open);
            return more;
        }
    }
}
