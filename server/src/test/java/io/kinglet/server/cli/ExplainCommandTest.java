package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.admin.AdminAddress;
import io.kinglet.server.admin.AdminEndpoint;
import io.kinglet.server.admin.Page;
import io.kinglet.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kinglet explain} prints, and what it ends with. The texts stand in files beside; -Dexplain=write writes them anew. */
class ExplainCommandTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/kinglet/server/explain");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "reachable, web.shop:80, shop/client, 0",
        "denied, web.shop:80, lab/probe, 1",
        "typo, wbe.shop, shop/client, 1",
        "outside, www.example.com:443, shop/client, 3",
        "address, 10.96.0.1:80, shop/client, 0"
    })
    void printsTheTextOfTheFile(String file, String target, String from, int code) throws IOException {
        assertThat(run(target, "--from", from, "--manifests", town()))
                .as(err::toString)
                .isEqualTo(code);
        // How long it took is the machine's.
        String text = out.toString().replaceAll("[0-9]+\\.[0-9] ms", "0.0 ms").replace("\r\n", "\n");
        Path golden = TEXTS.resolve(file + ".txt");
        if ("write".equals(System.getProperty("explain"))) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
        assertThat(text.lines().count()).isLessThanOrEqualTo(50);
    }

    @Test
    void jsonHasTheFieldsThatAreDocumented() throws IOException {
        assertThat(run("web.shop:80", "--from", "lab/probe", "--manifests", town(), "--output", "json"))
                .isEqualTo(1);
        Map<String, List<String>> fields = new TreeMap<>();
        collect("", Objects.requireNonNull(Json.read(out.toString())), fields);
        List<String> lines = new ArrayList<>();
        fields.forEach((path, names) -> lines.add(path + ": " + String.join(" ", names)));
        Path golden = TEXTS.resolve("fields.txt");
        if ("write".equals(System.getProperty("explain"))) {
            Files.write(golden, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(golden));
        String documented = Files.readString(Path.of("EXPLAIN.md"));
        fields.values()
                .forEach(names -> names.forEach(name -> assertThat(documented).contains("`" + name + "`")));
    }

    @Test
    void aCorefileSaysWhoWouldBeAsked(@TempDir Path folder) throws IOException {
        Path corefile = folder.resolve("Corefile");
        Files.writeString(corefile, """
                .:53 {
                    hosts {
                        192.0.2.7 inline.test
                        fallthrough
                    }
                    kubernetes cluster.local
                    forward . 192.0.2.53
                }
                """);
        String[] source = {"--from", "shop/client", "--manifests", town(), "--corefile", corefile.toString()};
        assertThat(run("www.example.com", source)).isEqualTo(3);
        assertThat(out.toString()).contains("it would be asked of 192.0.2.53");
        assertThat(run("inline.test:80", source)).isEqualTo(0);
        assertThat(out.toString()).contains("A 192.0.2.7 by hosts", "`hosts` of the Corefile answers");
        Files.writeString(corefile, ".:53 {\n    whoareyou\n}\n");
        assertThat(run("web.shop", source)).isEqualTo(2);
        assertThat(err.toString()).contains("Corefile:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web.shop",
                "web.shop --from shop/client --output xml",
                "web.shop: --from shop/client",
                "web.shop:http:x --from shop/client",
                "web.shop:70000 --from shop/client",
                "web.shop --from shop",
                "web.shop --from shop/nobody",
                "web.shop --from nowhere/client",
                "web.shop --from shop/client --type ANY",
                "web.shop --from shop/client --type NONSENSE",
                "web.shop --from shop/client --dns kube-dns",
                "web.shop --from shop/client --ask",
                "web.shop --from shop/client --url nonsense",
                "web.shop --from shop/client --url http://localhost:1 --ask"
            })
    void wrongWordsEndWithTwoAndSayWhy(String words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words.split(" ")));
        if (!words.contains("--url")) {
            all.addAll(List.of("--manifests", town()));
        }
        assertThat(run(all.get(0), all.subList(1, all.size()).toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void theExampleOfTheReadmeEndsWell() throws IOException {
        String line = Files.readAllLines(Path.of("../README.md")).stream()
                .filter(it -> it.startsWith("$ kinglet explain "))
                .findFirst()
                .orElseThrow();
        String[] words = line.replace("--manifests ", "--manifests ../").split(" ");
        assertThat(run(words[3], Arrays.copyOfRange(words, 4, words.length)))
                .as(() -> out + "" + err)
                .isZero();
    }

    @Test
    void aDaemonThatIsNotThereLeavesItUnknown() {
        assertThat(run("web.shop", "--from", "shop/client", "--url", "http://127.0.0.1:1"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("http://127.0.0.1:1", "kinglet page");
    }

    @Test
    void nothingADaemonSaysSteersTheTerminal() throws IOException {
        String hostile = "a\033[31mb\u009b2J\u202e\r\nc";
        Map<String, String> well = Map.of("Kinglet-Outcome", "reachable");
        AtomicReference<Page.Response> says =
                new AtomicReference<>(new Page.Response(200, "text/plain", hostile, well));
        try (AdminEndpoint daemon = AdminEndpoint.open(
                AdminAddress.parse("127.0.0.1:0"),
                "test",
                "the test",
                Map.of("/api/v1/explain", request -> Objects.requireNonNull(says.get())))) {
            String[] words = {
                "--from",
                "shop/client",
                "--url",
                "http://127.0.0.1:" + daemon.address().getPort()
            };
            assertThat(run("web.shop", words)).isZero();
            assertThat(out.toString()).isEqualToNormalizingNewlines("a?[31mb?2J?\nc\n");
            says.set(new Page.Response(404, "text/html", hostile + "x".repeat(100_000)));
            assertThat(run("web.shop", words)).isEqualTo(3);
            says.set(new Page.Response(400, Json.CONTENT_TYPE, Json.write(Map.of("error", hostile))));
            assertThat(err.toString()).contains("a?[31mb?2J?\nc").hasSizeLessThan(1000);
            assertThat(run("web.shop", words)).isEqualTo(2);
            assertThat(err.toString()).contains("a?[31mb?2J???c").hasSizeLessThan(1000);
        }
    }

    private static void collect(String path, Object tree, Map<String, List<String>> fields) {
        if (tree instanceof Map<?, ?> map) {
            List<String> names = new ArrayList<>();
            map.keySet().forEach(name -> names.add((String) name));
            fields.merge(path.isEmpty() ? "." : path, names, (a, b) -> List.copyOf(new LinkedHashSet<>(join(a, b))));
            map.forEach((name, value) -> {
                if (value != null) {
                    collect(path + "." + name, value, fields);
                }
            });
        } else if (tree instanceof List<?> list) {
            list.forEach(it -> {
                if (it != null) {
                    collect(path + "[]", it, fields);
                }
            });
        }
    }

    private static List<String> join(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private int run(String target, String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("explain", target));
        all.addAll(List.of(words));
        return Cli.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static String town() {
        try {
            return Path.of(Objects.requireNonNull(
                                    ExplainCommandTest.class.getResource("/io/kinglet/server/explain/town.yaml"))
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
