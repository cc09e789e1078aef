package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it: Chromium without a screen, which prints the document as its script has left it. */
@Timeout(180)
class PageInBrowserTest {

    private static final String CLUSTER = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: 10.96.0.10, ports: [{name: http, port: 80}]}
            """;

    /**
     * @param document without its script
     */
    private record Shown(String document, String console) {

        /** What stands in an element that has no other of its kind in it. */
        String part(String id, String end) {
            int begin = document.indexOf("id=\"" + id + "\"");
            assertThat(begin).as(id + " in " + document).isPositive();
            return document.substring(begin, document.indexOf(end, begin));
        }
    }

    @TempDir
    Path folder = Path.of("");

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    private String chromium = "";

    private static Optional<String> found() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(it -> Path.of(it, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @BeforeEach
    void start() throws IOException {
        Optional<String> browser = found();
        assumeTrue(
                browser.isPresent(), "chromium is not installed (apt-get install chromium): the page is not looked at");
        chromium = browser.get();
        Path manifests = Files.writeString(folder.resolve("shop.yaml"), CLUSTER);
        served.startWithPages("""
                .:0 {
                  kinglet page localhost:0
                  kubernetes cluster.local {
                    manifests %s
                  }
                  cache 30
                  forward . 127.0.0.1:9
                }
                """.formatted(manifests));
    }

    private Shown shown(String path) throws IOException, InterruptedException {
        int port = served.server().pages("/").get(0).getPort();
        Path document = folder.resolve("document");
        Path console = folder.resolve("console");
        Process browser = new ProcessBuilder(
                        chromium,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=6000",
                        "--dump-dom",
                        "http://localhost:" + port + path)
                .redirectOutput(document.toFile())
                .redirectError(console.toFile())
                .start();
        try {
            assertThat(browser.waitFor(120, TimeUnit.SECONDS))
                    .as("the browser has ended")
                    .isTrue();
        } finally {
            browser.destroyForcibly().waitFor();
        }
        String whole = Files.readString(document);
        return new Shown(whole.substring(0, whole.indexOf("<script>")), Files.readString(console));
    }

    @Test
    void numbersAppearAndNamesStayText() throws Exception {
        for (int i = 0; i < 5; i++) {
            served.ask("web.shop.svc.cluster.local. A");
        }
        served.ask("api.example.com.shop.svc.cluster.local. A");
        served.ask("<img\\032src=x\\032onerror=alert\\(1\\)>.shop.svc.cluster.local. A");
        Shown page = shown("/");
        assertThat(page.part("tiles", "</section>")).contains("answers a second", "<b>7</b>");
        assertThat(page.part("state", "</p>")).contains("all well");
        assertThat(page.part("rcodes", "</section>")).contains("NOERROR", "5 (71.4 %)", "NXDOMAIN", "2 (28.6 %)");
        assertThat(page.part("names", "</section>")).contains("web.shop.svc.cluster.local.", ">5<");
        assertThat(page.part("clients", "</section>")).contains("127.0.0.1", ">7<");
        assertThat(page.part("nonexistent", "</section>"))
                .contains("search list of the Pod, from api.example.com: a dot at the end (api.example.com.)")
                .contains("&lt;img\\032src=x");
        assertThat(page.part("clusters", "</section>")).contains("cluster.local.", "EndpointSlice", "connected");
        assertThat(page.part("upstreams", "</section>")).contains("127.0.0.1:9", "well");
        assertThat(page.part("blocks", "</section>")).contains("kubernetes", "forward", "Corefile:1:1");
        assertThat(page.document()).doesNotContain("<img");
        assertThat(page.console()).doesNotContain("CONSOLE", "Content Security Policy");
    }

    @Test
    void boxSaysHowToSwitchExplainingOn() throws Exception {
        Shown page = shown("/#name=web.shop&port=80&from=shop/client");
        assertThat(page.part("explained", "</section>")).contains("nothing is explained here", "kinglet explain");
        assertThat(page.document()).doesNotContain("cannot reach the server");
    }
}
