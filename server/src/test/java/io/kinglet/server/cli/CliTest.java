package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.plugin.PluginOrder;
import io.kinglet.server.tls.Fixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("Corefile"), text).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-version", "--version"})
    void versionIsPrintedInThePeersShape(String flag) {
        assertThat(run(flag)).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("Kinglet-[0-9].* \\(CoreDNS 1\\.15 compatible\\)"),
                        line -> assertThat(line).matches("[a-z]+/[a-z0-9]+, java [0-9]+"));
    }

    static List<Path> corefilesOfTheField() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../conformance/corefiles"))) {
            return files.filter(it -> it.endsWith("Corefile")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corefilesOfTheField")
    void checkFindsNoMistakeInACorefileOfTheField(Path file) {
        assertThat(run("check", file.toString())).as(() -> out + " " + err).isZero();
    }

    @Test
    void pluginsAreListedAsCoreDnsListsThem() {
        assertThat(run("-plugins")).isZero();
        assertThat(out.toString().lines().toList())
                .containsExactlyElementsOf(
                        PluginOrder.supported().stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -nosuch                     | 2 | Unknown option: '-nosuch'
            -dns.port x                 | 2 | -p
            -dns.port=70000             | 2 | -dns.port is 0 to 65535, not 70000
            -p                          | 2 | Missing required parameter
            -log-format yaml            | 2 | -log-format is text or json, not yaml
            extra                       | 1 | extra command line arguments: [extra]
            -conf nofile extra          | 1 | extra command line arguments: [extra]
            -conf nofile                | 1 | nofile:1:1: there is no such file; name the Corefile with -conf FILE
            --conf=nofile -quiet        | 1 | nofile:1:1: there is no such file
            check                       | 2 | Missing required parameter: 'COREFILE'
            check a b                   | 2 | Unmatched argument
            serve                       | 2 | Missing required parameter: 'PATH'
            serve x --port 65536        | 2 | --port is 0 to 65535, not 65536
            serve x --bind here         | 2 | --bind is an address such as 127.0.0.1 or [::1]:53, not here
            serve x --upstream dns.test | 2 | --upstream is an address
            serve x --zone a..b         | 2 | --zone:
            """)
    void wrongCallsEndWithThePeersCodes(String arguments, int code, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(code);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void checkOfAGoodCorefileIsSilentButForItsSummary() throws IOException {
        String name = file(".:53 {\n    errors\n    kubernetes cluster.local\n    forward . /etc/resolv.conf\n}\n");
        assertThat(run("check", name)).isZero();
        assertThat(out.toString().strip()).isEqualTo(name + ": no mistakes, no warnings");
    }

    @Test
    void checkPointsAtEveryMistake() throws IOException {
        String name = file(".:53 {\n\tkubernets\n    cache 0\n    nomad\n}\n");
        assertThat(run("check", name)).isEqualTo(1);
        assertThat(out.toString().lines().toList())
                .containsSubsequence("    \tkubernets", "    \t^")
                .containsSubsequence("        cache 0", "              ^")
                .containsSubsequence("        nomad", "        ^")
                .last()
                .isEqualTo(name + ": 3 mistakes, no warnings");
    }

    @Test
    void checkTellsWarningsAndEndsWell() throws IOException {
        String name =
                file(".:53 {\n    cache x.test\n    kubernetes cluster.local {\n        resyncperiod 1m\n    }\n}\n");
        assertThat(run("check", name)).isZero();
        assertThat(out.toString())
                .contains(name + ":4:9: warning: `resyncperiod`")
                .contains("        ^")
                .endsWith(": no mistakes, 1 warning" + System.lineSeparator());
    }

    @Test
    void mistakeInAnImportIsShownInItsFile() throws IOException {
        Files.writeString(folder.resolve("part.conf"), "\n  whoamy\n");
        assertThat(run("check", file(".:53 {\n    import part.conf\n}\n"))).isEqualTo(1);
        assertThat(out.toString())
                .contains("part.conf:2:3: ")
                .contains("      whoamy")
                .contains("did you mean `whoami`?");
    }

    @Test
    void checkNeedsNoCluster() throws IOException {
        assertThat(run(
                        "check",
                        file(".:53 {\n    kubernetes cluster.local {\n        kubeconfig /nowhere/x\n    }\n}\n")))
                .isZero();
    }

    @Test
    void checkWarnsOfCertificatesThatAreNotThere() throws IOException {
        Path own = Fixtures.file("server.pem");
        String name = file("tls://. {\n    tls " + own + " no.key no.ca {\n        client_auth require_and_verify\n"
                + "    }\n    forward . tls://192.0.2.1 {\n        tls no.pem\n    }\n}\n"
                + "a.test {\n    tls unused.pem unused.key\n"
                + "    forward . 192.0.2.1 {\n        tls unused.pem\n    }\n}\n");
        assertThat(run("check", name)).isZero();
        assertThat(out.toString())
                .contains(name + ":2:" + (own.toString().length() + 10) + ": warning: `tls`: ")
                .contains("no.key does not exist on this machine; where it does not, Kinglet does not start")
                .contains("no.ca does not exist")
                .contains(name + ":6:13: warning: `tls` of `forward`: ")
                .contains("no.pem does not exist")
                .doesNotContain("unused.pem does not", "unused.key does not");
    }

    @Test
    void checkRefusesCertificatesThatCannotBeUsed() throws IOException {
        String pem = Fixtures.file("server.pem").toString();
        String strange = file("").toString();
        String name = folder.resolve("Strange").toString();
        Files.writeString(
                Path.of(name),
                "tls://. {\n    tls " + pem + " " + strange + "\n    dnstap listen tls://127.0.0.1:6000 {\n"
                        + "        tls " + strange + " " + strange + "\n    }\n    forward . tls://192.0.2.1 {\n"
                        + "        tls " + strange + "\n    }\n}\n");
        assertThat(run("check", name)).isEqualTo(1);
        assertThat(out.toString())
                .contains(name + ":2:" + (pem.length() + 10) + ": `tls`: " + strange)
                .contains(name + ":4:13: `tls`: " + strange)
                .contains(name + ":7:13: `tls` of `forward`: " + strange)
                .contains(": 3 mistakes, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h", "--help", "-help", "help serve", "check --help"})
    void helpEndsWell(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isZero();
        assertThat(out.toString()).startsWith("Usage: kinglet");
    }
}
