package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.forward.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code {/forward/upstream}} and {@code {/zone/wildcard}} in the lines of {@code log}. */
class SourceLoggedTest {

    private final Logger queries = Logger.getLogger("io.kinglet.queries");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            Object[] parameters = line.getParameters();
            lines.add(parameters == null ? line.getMessage() : String.valueOf(parameters[0]));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AutoClose
    private final ServedCorefile upstream = new ServedCorefile();

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        queries.addHandler(handler);
    }

    @AfterEach
    void stop() {
        queries.removeHandler(handler);
    }

    private void start(String metadata) throws IOException {
        upstream.start("other.test {\ntemplate ANY ANY {\nanswer \"{{ .Name }} 60 IN A 192.0.2.1\"\n}\n}\n");
        Path zone = Files.writeString(
                folder.resolve("db"),
                "@ 60 SOA ns a 1 60 60 60 60\n@ 60 NS ns\nns 60 A 192.0.2.2\n*.w 60 A 192.0.2.3\n");
        served.start(". {\n" + metadata + "log . \"{name} {/forward/upstream} {/zone/wildcard}\"\nrewrite name exact"
                + " x.other.test y.other.test\ncache\nfile " + zone + " own.test\nforward . "
                + Endpoint.text(upstream.address()) + "\n}\n");
    }

    private List<String> logged(String... questions) {
        for (String question : questions) {
            served.ask(question);
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> lines.size() >= questions.length);
        return List.copyOf(lines);
    }

    @Test
    void whoAnsweredIsLogged() throws IOException {
        start("metadata elsewhere.test\n");
        String address = Endpoint.text(upstream.address());
        assertThat(logged("x.other.test. A", "y.other.test. A", "z.other.test. A", "a.W.own.test. A", "ns.own.test. A"))
                .containsExactly(
                        "x.other.test. " + address + " -",
                        "y.other.test. - -",
                        "z.other.test. " + address + " -",
                        "a.w.own.test. - *.w.own.test.",
                        "ns.own.test. - -");
    }

    @Test
    void nothingIsKnownWithoutMetadata() throws IOException {
        start("");
        assertThat(logged("z.other.test. A", "a.w.own.test. A"))
                .containsExactly("z.other.test. - -", "a.w.own.test. - -");
    }
}
