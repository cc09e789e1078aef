package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Options;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the tables beside this test, over one world. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZoneTableTest {

    private final Map<String, Cluster> clusters = new HashMap<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answerIsTheOneInTheTable(ZoneTable.Case one) {
        assertThat(cluster(one.options()).dig(one.question())).isEqualTo(one.expected());
    }

    static List<ZoneTable.Case> cases() throws IOException {
        try (Stream<Path> files = Files.list(resource("world.yaml").getParent())) {
            return files.filter(file -> file.toString().endsWith(".table"))
                    .sorted()
                    .flatMap(file -> ZoneTable.read(file).stream())
                    .toList();
        }
    }

    private Cluster cluster(String options) {
        return clusters.computeIfAbsent(options, text -> {
            try {
                Cluster cluster = Cluster.with(text).yaml(Files.readString(resource("world.yaml")));
                String local = Options.option(text, "local");
                return local.isEmpty() ? cluster : cluster.local(local.split(" "));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Path resource(String name) {
        try {
            URL url = ZoneTableTest.class.getResource(name);
            if (url == null) {
                throw new IllegalStateException("no " + name);
            }
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
