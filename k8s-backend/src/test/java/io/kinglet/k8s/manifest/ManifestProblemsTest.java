package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every complaint about a manifest, with its place. */
final class ManifestProblemsTest {

    private static final String SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n";
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";
    private static final String SLICE = "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: web}\n";
    private static final String DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n";

    private static final String MARKS = "-:{}[],&*!|>'\"%@`#?<~ \n\t\\0x9\u0000\ud800\u00e9";

    static Stream<Arguments> problems() {
        return Stream.of(
                at(
                        "4:9",
                        "metadata.name: found \"Web\": write at most 63 lower-case",
                        "apiVersion: v1\nkind: Service\nmetadata:\n  name: Web"),
                at(
                        "1:24",
                        "kind: found service of v1: write kind: Service and apiVersion: v1",
                        "{apiVersion: v1, kind: service, metadata: {name: a}}"),
                at(
                        "2:7",
                        "kind: found Deployment of v1: write kind: Deployment and apiVersion: apps/v1",
                        "apiVersion: v1\nkind: Deployment\nmetadata: {name: a}"),
                at("3:11", "metadata: name is missing", "apiVersion: v1\nkind: Pod\nmetadata: {name: \"\"}"),
                at(
                        "3:18",
                        "metadata.name: the pods are called like " + "x".repeat(62) + "-1, longer than the 63 octets",
                        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: " + "x".repeat(62) + "}"),
                at("5:3", "spec: externalName is missing", SERVICE + "  type: ExternalName\n  externalName: \"\""),
                at("1:1", "kind is missing", "apiVersion: v1\n"),
                at("1:1", "apiVersion is missing", "kind: Service\n"),
                at("1:1", "found the text \"hello\", a mapping of fields belongs here", "hello"),
                at("1:1", "metadata.name is missing", "{apiVersion: v1, kind: Service}"),
                at("3:11", "metadata: name is missing", "apiVersion: v1\nkind: Service\nmetadata: {namespace: a}"),
                at(
                        "3:18",
                        "metadata.name: found the number 1, text belongs here: write \"1\" in quotes",
                        "apiVersion: v1\nkind: Service\nmetadata: {name: 1}"),
                at(
                        "3:32",
                        "metadata.namespace: found \"a.b\"",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a.b}"),
                at(
                        "3:18",
                        "metadata.name: found \"a_b\": write at most 253",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a_b}"),
                at(
                        "3:35",
                        "metadata.labels.app: found the boolean true, text belongs here",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: true}}"),
                at(
                        "5:9",
                        "spec.type: found \"Clusterip\": write ClusterIP, NodePort, LoadBalancer or ExternalName",
                        SERVICE + "  type: Clusterip"),
                at(
                        "5:14",
                        "spec.clusterIP: found \"10.96.0\": write an IPv4 or IPv6 address",
                        SERVICE + "  clusterIP: 10.96.0"),
                at(
                        "5:27",
                        "spec.clusterIPs[1]: is a second IPv4 address",
                        SERVICE + "  clusterIPs: [10.96.0.1, 10.96.0.2]"),
                at(
                        "5:14",
                        "spec.clusterIP: is not the first of clusterIPs",
                        SERVICE + "  clusterIP: 10.96.0.1\n  clusterIPs: [10.96.0.2]"),
                at(
                        "6:15",
                        "spec.ipFamilies: does not fit the cluster IP 10.96.0.1",
                        SERVICE + "  clusterIP: 10.96.0.1\n  ipFamilies: [IPv6]"),
                at("5:16", "spec.ipFamilies[0]: found \"ipv4\": write IPv4 or IPv6", SERVICE + "  ipFamilies: [ipv4]"),
                at("5:22", "spec.ipFamilies[1]: IPv4 is named twice", SERVICE + "  ipFamilies: [IPv4, IPv4]"),
                at(
                        "5:19",
                        "spec.ipFamilyPolicy: found \"Dual\": write SingleStack, PreferDualStack or RequireDualStack",
                        SERVICE + "  ipFamilyPolicy: Dual"),
                at("5:3", "spec: externalName is missing", SERVICE + "  type: ExternalName"),
                at(
                        "6:17",
                        "spec.externalName: found \"a..b\": write a domain name",
                        SERVICE + "  type: ExternalName\n  externalName: a..b"),
                at(
                        "6:11",
                        "spec.ports[0].port: found the number 70000: write a number from 1 to 65535",
                        SERVICE + "  ports:\n  - port: 70000"),
                at("6:11", "spec.ports[0].port: found the number 0", SERVICE + "  ports:\n  - port: 0"),
                at(
                        "6:11",
                        "spec.ports[0].port: found the number 99999999999",
                        SERVICE + "  ports:\n  - port: 99999999999"),
                at("6:11", "write a number from 1 to 65535, without quotes", SERVICE + "  ports:\n  - port: \"80\""),
                at("6:5", "spec.ports[0]: port is missing", SERVICE + "  ports:\n  - name: http"),
                at("6:22", "spec.ports[0].name: found \"_http\"", SERVICE + "  ports:\n  - {port: 80, name: _http}"),
                at(
                        "6:26",
                        "spec.ports[0].protocol: found \"tcp\": write TCP, UDP or SCTP",
                        SERVICE + "  ports:\n  - {port: 80, protocol: tcp}"),
                at(
                        "6:28",
                        "spec.ports[0].targetPort: found \"80\": write a number without quotes",
                        SERVICE + "  ports:\n  - {port: 80, targetPort: \"80\"}"),
                at("5:10", "spec.ports: found a mapping, a list belongs here", SERVICE + "  ports: {port: 80}"),
                at(
                        "5:29",
                        "spec.publishNotReadyAddresses: found the text \"yes\": write true or false",
                        SERVICE + "  publishNotReadyAddresses: yes"),
                at("5:13", "spec.selector: found a list, a mapping of text to text", SERVICE + "  selector: [app]"),
                at("5:10", "status.podIP: found \"10.1.0.300\"", POD + "status:\n  podIP: 10.1.0.300"),
                at("4:18", "spec.hostname: found \"a.b\"", POD + "spec: {hostname: a.b}"),
                at(
                        "4:46",
                        "containerPort: found the number 0",
                        POD + "spec: {containers: [{ports: [{containerPort: 0}]}]}"),
                at(
                        "4:45",
                        "status.conditions[0].status: found the boolean True, text belongs here",
                        POD + "status: {conditions: [{type: Ready, status: True}]}"),
                at("1:1", "addressType is missing: write IPv4 or IPv6", SLICE),
                at(
                        "5:26",
                        "fd00::1 is not IPv4, the addressType of this slice",
                        SLICE + "addressType: IPv4\nendpoints: [{addresses: [\"fd00::1\"]}]"),
                at(
                        "5:13",
                        "endpoints[0]: addresses is missing",
                        SLICE + "addressType: IPv4\nendpoints: [{hostname: a}]"),
                at(
                        "5:39",
                        "endpoints[0].hostname: found \"A\"",
                        SLICE + "addressType: IPv4\nendpoints: [{addresses: [], hostname: A}]"),
                at(
                        "5:13",
                        "spec.replicas: found the number 1000000000: write a number from 0 to 10000",
                        DEPLOYMENT + "  replicas: 1000000000"),
                at(
                        "5:33",
                        "spec.selector.matchLabels.app: \"web\" is no label of the pods",
                        DEPLOYMENT + "  selector: {matchLabels: {app: web}}"));
    }

    private static Arguments at(String place, String message, String yaml) {
        return Arguments.of(place, message, yaml);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aProblemHasItsPlaceAndSaysWhatIsAccepted(String place, String message, String yaml) {
        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("web.yaml:" + place + ": ")
                        .contains(message));
    }

    static Stream<Arguments> brokenYaml() {
        return Stream.of(
                Arguments.of("2:1", "not YAML: found character '\\t(TAB)'", "a:\n\tb: 1\n"),
                Arguments.of("1:5", "not YAML: mapping values are not allowed here", "a: b: c\n"),
                Arguments.of("1:4", "not YAML: the character U+0000 is not allowed", "a: \u0000"),
                Arguments.of("3:3", "not YAML: the character U+0007 is not allowed", "a: 1\n\nb:\u0007"),
                Arguments.of("1:4", "*nope names no anchor: write &nope before it", "a: *nope\n"),
                Arguments.of("1:8", "*r names no anchor", "a: &r [*r]\n"),
                Arguments.of("2:1", "the key a is given twice, first in line 1", "a: 1\na: 2\n"),
                Arguments.of("1:3", "a key is a list: write a plain word", "? [a]\n: b\n"),
                Arguments.of("1:5", "<< takes a mapping or a list of mappings, found the number 1", "<<: 1\n"));
    }

    @ParameterizedTest
    @MethodSource("brokenYaml")
    void textThatIsNoYamlIsToldWithItsPlace(String place, String message, String yaml) {
        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("web.yaml:" + place + ": ")
                        .contains(message));
    }

    @Test
    void depthIsBounded() {
        assertThat(problems("[".repeat(50_000) + "]".repeat(50_000)))
                .extracting(ManifestProblem::toString)
                .first()
                .asString()
                .startsWith("web.yaml:1:65: is nested deeper than 64 levels");
    }

    @Test
    void aDuplicateNamesBothPlaces() {
        String service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n";

        assertThat(problems(service + "---\n" + service))
                .extracting(ManifestProblem::toString)
                .containsExactly("web.yaml:5:1: Service default/web is given twice, first at web.yaml:1:1: keep one");
    }

    @Test
    void oneReadingFindsAllProblems() {
        assertThat(problems(SERVICE + "  type: X\n  clusterIP: y\n---\nkind: Pod\n---\n" + POD + "status: {podIP: z}"))
                .extracting(problem -> problem.at().line())
                .containsExactly(5, 6, 8, 13);
    }

    /** Octets changed, cut out and doubled: every text is a world or has problems, and nothing else happens. */
    @Test
    void mutatedManifestsNeverThrowAnythingElse() throws IOException {
        List<String> seeds =
                new ArrayList<>(problems().map(row -> (String) row.get()[2]).toList());
        for (String file : List.of("web", "db", "pet", "outside")) {
            seeds.add(Files.readString(Path.of("..", "examples", "web", file + ".yaml")));
        }
        Random random = new Random(20261123);
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int edits = 1 + random.nextInt(4); edits > 0 && text.length() > 1; edits--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(12));
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
                    case 1 -> text.delete(at, end);
                    case 2 -> text.insert(at, text.substring(at, end));
                    default -> text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
                }
            }
            try {
                ManifestSource.ofText("mutated", text.toString());
            } catch (ManifestException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + ": " + text, e);
            }
        }
        assertThat(refused).isBetween(1000, 4999);
    }

    @Test
    void aListInAListIsRefused() {
        assertThat(problems("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List}]}"))
                .extracting(ManifestProblem::message)
                .containsExactly("items[0]: a List in a List: write the objects in one List");
    }

    @Test
    void theListIsBoundedAndTheRestCounted() {
        String ports = "  - port: 0\n".repeat(80);
        ManifestException e = catchThrowableOfType(
                ManifestException.class, () -> ManifestSource.ofText("web.yaml", SERVICE + "  ports:\n" + ports));

        assertThat(e.problems()).hasSize(50);
        assertThat(e.found()).isEqualTo(80);
        assertThat(e).hasMessageEndingWith("and 30 more");
    }

    private static List<ManifestProblem> problems(String yaml) {
        ManifestException e =
                catchThrowableOfType(ManifestException.class, () -> ManifestSource.ofText("web.yaml", yaml));
        assertThat(e).as("an exception for " + yaml).isNotNull();
        return e.problems();
    }
}
