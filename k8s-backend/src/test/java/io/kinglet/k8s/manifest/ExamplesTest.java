package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples, and what their README says of them. */
final class ExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    private static List<String> lines() throws InterruptedException {
        RecordedSink sink = new RecordedSink();
        try (ManifestSource source = ManifestSource.open(List.of(EXAMPLES))) {
            source.start(Worlds.ALL, sink);
            return sink.next();
        }
    }

    @Test
    void theExamplesMakeTheClusterTheirReadmeTellsOf() throws InterruptedException {
        assertThat(lines())
                .contains(
                        "put Service default/web CLUSTER_IP [10.96.0.80] http/tcp/80 metrics/tcp/9090",
                        "put Service default/web-dual CLUSTER_IP [10.96.149.246, fd00:10:96::95f6] http/tcp/80",
                        "put Service shop/mail EXTERNAL_NAME [] mail.example.com",
                        "put EndpointSlice shop/db-derived-1 of db sql/tcp/5432"
                                + " | [10.244.238.112] host db-0 pod db-0 | [10.244.198.119] host db-1 pod db-1",
                        "put EndpointSlice shop/pets-derived-1 of pets | [10.244.7.7] host rex pod rex-the-dog")
                .filteredOn(line -> line.startsWith("put Pod default/web-"))
                .hasSize(3);
    }

    @Test
    void everyAddressInTheReadmeIsServed() throws Exception {
        String served = String.join("\n", lines());
        Matcher matcher = Pattern.compile("`([0-9a-f:]+::?[0-9a-f.:]+|\\d+\\.\\d+\\.\\d+\\.\\d+)`")
                .matcher(Files.readString(EXAMPLES.resolve("README.md")));
        Set<String> quoted = new TreeSet<>();
        while (matcher.find()) {
            quoted.add(matcher.group(1));
        }

        assertThat(quoted).hasSizeGreaterThanOrEqualTo(7);
        assertThat(quoted).allSatisfy(address -> assertThat(served).containsPattern(Pattern.quote(address) + "[],]"));
    }
}
