package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.assembly.ServedCorefile;
import io.kinglet.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    private int top(String... arguments) {
        String[] all = Stream.concat(Stream.of("top"), Arrays.stream(arguments)).toArray(String[]::new);
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private String page() {
        return "http://127.0.0.1:" + served.server().pages("/").get(0).getPort();
    }

    private void start() throws IOException {
        served.startWithPages(
                ".:0 {\n  kinglet page localhost:0\n  template ANY ANY {\n    rcode NXDOMAIN\n  }\n  forward . 127.0.0.1:9\n}\n");
        served.ask("host.example.com.example.com. A");
        served.ask("host.example.com.example.com. A");
        served.ask("other.test. A");
    }

    @Test
    void textSaysWhatThePageSays() throws IOException {
        start();
        assertThat(top("--once", "--url", page())).as(err::toString).isZero();
        assertThat(out.toString())
                .startsWith("Kinglet ")
                .contains("3 queries\n", " answers/s   NXDOMAIN ")
                .containsPattern("host\\.example\\.com\\.example\\.com\\. +2 ")
                .contains("  -> search list, from host.example.com: a dot at the end or ndots:1 saves 2\n")
                .containsPattern("127\\.0\\.0\\.1 +3 ")
                .containsPattern("127\\.0\\.0\\.1:9 +well +- +0 +0\n")
                .doesNotContain("\033");
    }

    @Test
    void jsonIsWhatTheDaemonSays() throws IOException {
        start();
        assertThat(top("--output", "json", "--count=1", "--url=" + page() + "/"))
                .isZero();
        Map<?, ?> tree = (Map<?, ?>) Objects.requireNonNull(Json.read(out.toString()));
        assertThat(List.copyOf(tree.keySet()).toString()).isEqualTo("[status, responsesPerSecond, top]");
        assertThat(tree.get("responsesPerSecond")).isEqualTo(Map.of("NXDOMAIN", 0.0));
        assertThat((List<?>) Objects.requireNonNull((Map<?, ?>) tree.get("top")).get("names"))
                .hasSize(1);
    }

    @Test
    void whoHasNoPageIsToldHowToGetOne() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(top("--once", "-url", "http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("http://127.0.0.1:" + port + " does not answer (nobody listens there)")
                .contains("`kinglet page` in a server block", "--url", "kubectl -n kube-system port-forward");
    }

    @Test
    void pageOfAnotherKindIsToldApart() throws IOException {
        served.startWithPages(".:0 {\n  prometheus localhost:0\n  whoami\n}\n");
        String metrics =
                "http://127.0.0.1:" + served.server().pages("/metrics").get(0).getPort();
        assertThat(top("--once", "-url", metrics)).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(metrics + " answers 404, not as Kinglet's page does; name the right place with --url"
                        + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --url     | localhost:9180      | --url is a URL such as http://localhost:9180, not localhost:9180
            --url     | ftp://localhost     | --url is a URL such as http://localhost:9180, not ftp://localhost
            --url     | http://a b          | --url is a URL such as http://localhost:9180, not http://a b
            --url     | http:///            | --url is a URL such as http://localhost:9180, not http:///
            --output  | yaml                | --output is text or json, not yaml
            --count   | 0                   | --count is 1 to 100, not 0
            --count   | 101                 | --count is 1 to 100, not 101
            """)
    void wrongCallIsUsage(String option, String value, String said) {
        assertThat(top(option, value)).isEqualTo(2);
        assertThat(err.toString()).startsWith(said);
    }

    private static Map<String, Object> hostile() {
        return Map.of(
                "version",
                "1\033[2J",
                "uptimeSeconds",
                5.0,
                "queries",
                "many",
                "responses",
                Map.of("NOERROR", 10L, "\033]0;x\007", 1L),
                "clusters",
                List.of(7L, Map.of("zones", "none")),
                "upstreams",
                List.of(Map.of("condition", "down", "upstream", "\u202e")));
    }

    @Test
    void nothingADaemonSaysReachesTheTerminalAsAControlCharacter() {
        Map<String, Object> top = Map.of("names", List.of(Map.of("name", "a\r\n\033[31mb", "queries", 3L)));
        assertThat(TopScreen.of(Map.of(), hostile(), top, 10, Terminal.NONE))
                .allMatch(line -> line.matches("[\\x20-\\x7e]*"))
                .anyMatch(line -> line.startsWith("a???[31mb "));
    }

    @Test
    void screenIsFilledAndNotLeft() {
        List<Object> many = Collections.nCopies(50, Map.of("name", "x".repeat(300), "searchedFor", "y".repeat(300)));
        Map<String, Object> top = Map.of("names", many, "nonexistent", many);
        Terminal small = new Terminal(80, 30, true, false);
        List<String> lines = TopScreen.of(Map.of(), Map.of(), top, 20, small);
        assertThat(lines).hasSizeLessThan(30).allMatch(line -> line.length() <= 80);
        assertThat(TopScreen.of(Map.of(), Map.of(), top, 20, Terminal.NONE)).hasSizeGreaterThan(60);
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        Terminal coloured = new Terminal(80, 24, true, true);
        assertThat(TopScreen.of(Map.of(), hostile(), Map.of(), 3, coloured).get(0))
                .contains("\033[1mKinglet 1?[2J\033[0m", "\033[31;1m1 upstream down\033[0m");
    }
}
