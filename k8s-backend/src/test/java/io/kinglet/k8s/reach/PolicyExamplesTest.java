package io.kinglet.k8s.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.manifest.ManifestSource;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of policies, and the verdicts that stand beside each. */
class PolicyExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples", "policies");

    /** One line of a table. */
    private record Case(String from, String to, String port, String outcome) {

        static Case of(String line) {
            String[] words = line.strip().split(" +");
            return words.length == 4
                    ? new Case(words[0], words[1], words[2], words[3])
                    : new Case(words[0], words[1], "", words[2]);
        }
    }

    static List<String> recipes() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theVerdictsAreThoseOfTheTable(String recipe) throws IOException {
        ClusterNetwork network = network(EXAMPLES.resolve(recipe + ".yaml"));
        Reachability reachability =
                new Reachability(network, new PolicyEngine(network, PolicySettings.assumed()), "cluster.local");
        List<Case> cases = cases(recipe);
        List<Case> found = new ArrayList<>();
        for (Case one : cases) {
            Reach reach = reachability.reach(origin(network, one.from), target(network, one.to), port(one.port));
            found.add(
                    new Case(one.from, one.to, one.port, reach.outcome().name().toLowerCase(Locale.ROOT)));
        }
        assertThat(found).isEqualTo(cases);
    }

    @Test
    void allRecipesTogetherAreOneCluster() throws IOException {
        assertThat(recipes()).hasSizeGreaterThan(10);
        assertThat(network(EXAMPLES).namespaces()).hasSizeGreaterThan(20);
    }

    @Test
    void theTrapOfTheServicePortIsSaid() throws IOException {
        ClusterNetwork network = network(EXAMPLES.resolve("dns-pod-port.yaml"));
        DnsReach dns = Objects.requireNonNull(DnsReach.of(
                new Reachability(network, new PolicyEngine(network, PolicySettings.assumed()), "cluster.local"),
                Objects.requireNonNull(namespace(network, "wrong").pod("bird")),
                "names-p",
                "dns"));

        assertThat(dns.udp().outcome()).isEqualTo(Outcome.DENIED);
        assertThat(dns.tcp().ports().get(0).remarks())
                .extracting(Remark::text)
                .containsExactly(
                        "a rule allows port 53, the port of the Service; policies are judged by the port of the"
                                + " Pod, so the rule has to name port 5353");
    }

    private static List<Case> cases(String recipe) throws IOException {
        List<Case> cases = Files.readAllLines(EXAMPLES.resolve(recipe + ".table")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Case::of)
                .toList();
        assertThat(cases).as(recipe).isNotEmpty();
        return cases;
    }

    private static ClusterNetwork network(Path path) {
        NetworkWriter writer = new NetworkWriter();
        try (ManifestSource source = ManifestSource.openNetwork(List.of(path))) {
            source.start(ClusterScope.ofNetwork(), writer);
        }
        return writer.published().current();
    }

    private static NetworkNamespace namespace(ClusterNetwork network, String name) {
        return Objects.requireNonNull(network.namespace(name), name);
    }

    private static Origin origin(ClusterNetwork network, String text) {
        if (text.equals("outside")) {
            return new Origin.Outside();
        }
        IpAddress address = IpAddress.parse(text);
        if (address != null) {
            return new Origin.OfAddress(address);
        }
        String[] words = text.split("/");
        return new Origin.OfPod(
                Objects.requireNonNull(namespace(network, words[0]).pod(words[1]), text));
    }

    private static Target target(ClusterNetwork network, String text) {
        if (text.equals("outside")) {
            return new Target.Outside("outside");
        }
        IpAddress address = IpAddress.parse(text);
        if (address != null) {
            return new Target.OfAddress(address);
        }
        String[] words = text.startsWith("svc/") ? text.substring(4).split("/") : text.split("/");
        if (words.length == 1) {
            String[] labels = text.split("\\.");
            words = new String[] {labels[1], labels[0]};
        } else if (!text.startsWith("svc/")) {
            return new Target.OfPod(
                    Objects.requireNonNull(namespace(network, words[0]).pod(words[1]), text));
        }
        return new Target.OfService(
                Objects.requireNonNull(namespace(network, words[0]).service(words[1]), text));
    }

    private static PortWish port(String text) {
        if (text.isEmpty()) {
            return PortWish.ALL;
        }
        String[] words = text.split("/");
        return words[0].matches("[0-9]+")
                ? PortWish.of(words[1], Integer.parseInt(words[0]))
                : PortWish.named(words[1], words[0]);
    }
}
