package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.fixture.Certificate;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.rpl.Case;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that have nothing in common with ours: kdig is made of GnuTLS and nghttp2, curl of OpenSSL and nghttp2. */
@Tag("way:other-clients")
class OtherClientsTest {

    private static final String NAME = "svc1.testns.svc.cluster.local.";

    @TempDir
    static Path folder;

    private static KingletSubject tls;
    private static KingletSubject https;

    @BeforeAll
    static void start() throws IOException {
        Certificate made = Certificate.in(folder);
        tls = serve("tls", made);
        https = serve("https", made);
    }

    private static KingletSubject serve(String scheme, Certificate made) {
        Case one = Cases.all().stream()
                .filter(it -> it.id().equals("kubernetes/2.3.1-cluster-ip"))
                .findFirst()
                .orElseThrow();
        String corefile = scheme + "://. {\n    tls " + made.certificate() + " " + made.key()
                + "\n    kubernetes cluster.local {\n        ${CLUSTER}\n    }\n}\n";
        return KingletSubject.inMemory(
                new Case(one.id(), one.clause(), one.sentence(), corefile, one.manifests(), one.steps()),
                "127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        tls.close();
        https.close();
    }

    private static String run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private static String kdig(KingletSubject at, String... options) throws Exception {
        Peers.needProgram("kdig");
        List<String> words = new ArrayList<>(List.of(
                "kdig", "@127.0.0.1", "-p", Integer.toString(at.address().getPort()), "+retry=0", "-t", "A", NAME));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+https", "+https-get"})
    void kdigIsAnsweredOverHttps(String method) throws Exception {
        assertThat(kdig(https, "+https", method))
                .contains("HTTP/2", "status: NOERROR")
                .containsPattern("svc1\\.testns\\.svc\\.cluster\\.local\\.\\s+5\\s+IN\\s+A\\s+10\\.96\\.1\\.1");
    }

    @Test
    void kdigIsAnsweredOverTls() throws Exception {
        assertThat(kdig(tls, "+tls")).contains("TLS session (TLS1.3)", "status: NOERROR", "10.96.1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void curlIsAnsweredByPostAndToldWhatItDoesWrong(String version) throws Exception {
        Peers.needProgram("curl");
        Path query = folder.resolve("query");
        Files.write(query, new byte[] {
            0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, 'c', 'l', 'u', 's', 't', 'e', 'r', 5, 'l', 'o', 'c', 'a', 'l', 0, 0,
            6, 0, 1
        });
        String url = "https://127.0.0.1:" + https.address().getPort();
        String shown = "%{http_version} %{http_code} %{content_type} %{size_download}";
        assertThat(run(
                        "curl",
                        "-sk",
                        version,
                        "-o",
                        "/dev/null",
                        "-w",
                        shown,
                        "-H",
                        "Content-Type:application/dns-message",
                        "--data-binary",
                        "@" + query,
                        url + "/dns-query"))
                .matches("(1.1|2) 200 application/dns-message [1-9][0-9]+");
        assertThat(run("curl", "-sk", version, "-o", "/dev/null", "-w", "%{http_code}", url + "/other"))
                .isEqualTo("404");
        assertThat(run(
                        "curl",
                        "-sk",
                        version,
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-X",
                        "PUT",
                        url + "/dns-query"))
                .isEqualTo("405");
    }
}
