package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class ReachCommandTest {

    private static final String SHOP = """
            {apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop, labels: {app: web}},
             spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.1.0.1}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop, labels: {app: client}},
             spec: {containers: [{name: c}]}, status: {podIP: 10.1.0.2}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop},
             spec: {clusterIP: 10.96.0.1, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: shop},
             spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: client}}}],
               ports: [{port: 80}]}]}}
            """;

    @TempDir
    Path folder;

    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("shop.yaml"), SHOP);
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("reach", "--manifests", file.toString()));
        all.addAll(List.of(words));
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    @Test
    void noNameSteersTheTerminal() throws IOException {
        Files.writeString(
                file,
                SHOP.replace(
                        "NetworkPolicy, metadata: {name: web",
                        "NetworkPolicy, metadata: {name: \"w\\x9b2J\\e[2J\\u202e\""));
        run("--from", "shop/client", "--to", "web.shop");
        assertThat(out + "" + err).contains("w?2J?[2J?").doesNotContain("\u009b", "\033", "\u202e");
    }

    @Test
    void aDenialIsToldWithItsReasonAndTheTrapOfTheServicePort() {
        assertThat(run("--from", "shop/client", "--to", "web.shop")).isEqualTo(Cli.FAILED);

        assertThat(out.toString())
                .startsWith("shop/client to svc/shop/web: denied")
                .contains("hint: a rule allows port 80, the port of the Service")
                .contains("shop/web-1 (10.1.0.1) port 8080")
                .contains("NetworkPolicy shop/web")
                .contains("    kind: NetworkPolicy");
    }

    @Test
    void nothingIsEnforcedWhereItIsSaidSo() {
        assertThat(run("--from", "shop/client", "--to", "web.shop", "--enforcer", "none"))
                .isEqualTo(Cli.OK);
    }

    @Test
    void theWayBackIsOpen() {
        assertThat(run("--from", "shop/web-1", "--to", "shop/client", "--port", "9000"))
                .isEqualTo(Cli.OK);

        assertThat(out.toString()).contains("9000/tcp: allowed");
    }

    @Test
    void jsonNamesEachFieldForGood() {
        assertThat(run("--from", "shop/client", "--to", "svc/shop/web", "--output", "json"))
                .isEqualTo(Cli.FAILED);

        Map<?, ?> tree = (Map<?, ?>) Json.read(out.toString());
        assertThat(tree.keySet().toString()).isEqualTo("[from, to, outcome, ports, remarks]");
        assertThat(tree.get("outcome")).isEqualTo("denied");
        Map<?, ?> port = (Map<?, ?>) ((List<?>) tree.get("ports")).get(0);
        assertThat(port.keySet().toString()).isEqualTo("[name, protocol, port, lastPort, outcome, endpoints, remarks]");
        Map<?, ?> endpoint = (Map<?, ?>) ((List<?>) port.get("endpoints")).get(0);
        assertThat(endpoint.keySet().toString()).isEqualTo("[at, targetPort, outcome, reasons, opening]");
        assertThat(endpoint.get("targetPort")).isEqualTo(8080L);
        assertThat(endpoint.get("at").toString()).isEqualTo("[{address=10.1.0.1, pod=shop/web-1}]");
        assertThat(port.get("remarks").toString()).contains("portTrap");
    }

    @Test
    void withoutATargetEveryServiceIsToldInALine() {
        assertThat(run("--from", "shop/client")).isEqualTo(Cli.FAILED);

        assertThat(out.toString()).contains("svc/shop/web: 80/tcp (http) denied");
    }

    @Test
    void theMatrixIsAGridOfLetters() {
        assertThat(run("--matrix", "--namespace", "shop", "--port", "8080/tcp")).isEqualTo(Cli.OK);

        assertThat(out.toString().lines().skip(2).toList())
                .containsExactly(
                        "              1 2 3", //
                        "1 outside       A D",
                        "2 shop/client A A D",
                        "3 shop/web-1  A A A");
    }

    @Test
    void theMatrixInJsonHasARowForEachPlace() {
        assertThat(run("--matrix", "--namespace", "shop", "--output", "json")).isEqualTo(Cli.OK);

        Map<?, ?> tree = (Map<?, ?>) Json.read(out.toString());
        assertThat((List<?>) tree.get("places")).hasSize(3);
        assertThat((List<?>) tree.get("rows")).hasSize(3);
        Map<?, ?> row = (Map<?, ?>) ((List<?>) tree.get("rows")).get(1);
        assertThat(row.get("from")).isEqualTo("shop/client");
        assertThat(((List<?>) row.get("to")).get(2).toString())
                .isEqualTo("{outcome=denied, ports={8080/tcp (http)=denied}}");
    }

    @Test
    void thePictureIsXmlThatAsksForNothing() throws Exception {
        assertThat(run("--matrix", "--output", "svg")).isEqualTo(Cli.OK);

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())));
        assertThat(document.getElementsByTagName("title").getLength()).isGreaterThan(4);
        assertThat(out.toString().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "script", "@import", "href");
    }

    @Test
    void thePageAsksForNothing() {
        assertThat(run("--matrix", "--output", "html")).isEqualTo(Cli.OK);

        assertThat(out.toString())
                .contains("default-src 'none'", "title=\"shop/client to shop/web-1: denied&#10;8080/tcp (http)\"");
        assertThat(out.toString().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "<script");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from shop/clientt --to web.shop | did you mean `client`?",
                "--from shop/client --to web.shop --port x! | a port is a number or a name",
                "--to web.shop | say where traffic starts with --from",
                "--matrix --from shop/client | leave out --from and --to",
                "--from shop/client --output svg | svg and html are for --matrix",
                "--matrix --output pdf | --output is html, json, svg, text, not pdf",
                "--matrix --namespace shp | there is no namespace `shp`; did you mean `shop`?",
                "--from shop/client --kubeconfig x | leave out --kubeconfig and --context",
                "--from shop/client --to web.shop --namespace shop | leave it out where --to names one",
                "--from shop/client --wait 0 | --wait is 1 to 3600 seconds, not 0",
                "--from shop/client --to web.shop --zone a..b | --zone"
            })
    void mistakesAreToldAndEndWithTwo(String words, String message) {
        assertThat(run(words.split(" "))).isEqualTo(Cli.USAGE);

        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void manifestsThatCannotBeReadAreToldWithTheirPlace() throws IOException {
        Files.writeString(file, "kind: [");

        assertThat(run("--from", "shop/client", "--to", "web.shop")).isEqualTo(Cli.USAGE);
        assertThat(err.toString()).contains("shop.yaml:1:");
    }

    @Test
    void whatCannotBeToldEndsWithThree() throws IOException {
        Files.writeString(
                file,
                SHOP + "---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy,"
                        + " metadata: {name: x, namespace: shop}, spec: {}}\n");

        assertThat(run("--from", "shop/client", "--to", "web.shop")).isEqualTo(Cli.UNKNOWN);
        assertThat(out.toString()).contains("CiliumNetworkPolicy shop/x");
    }
}
