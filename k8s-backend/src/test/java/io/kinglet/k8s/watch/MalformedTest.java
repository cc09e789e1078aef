package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MalformedTest {

    private final LogCapture log = new LogCapture();
    private final Malformed malformed = new Malformed(log, Kind.SERVICE);

    private static Metadata named(String name) {
        Metadata metadata = new Metadata(false);
        String text = "{\"name\":\"" + name + "\",\"namespace\":\"default\"}";
        try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            json.next();
            metadata.read(json);
        }
        return metadata;
    }

    @Test
    void sameObjectIsLoggedOnceAndCountedEachTime() {
        for (int i = 0; i < 10; i++) {
            malformed.report(named("web"), "no address", false);
        }
        assertThat(malformed.count()).isEqualTo(10);
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: Service \"default/web\" is left out: no address. Correct it in the cluster; the"
                                + " others are served.");
    }

    @Test
    void onlyTheFirstHundredAreNamed() {
        for (int i = 0; i < 1000; i++) {
            malformed.report(named("web" + i), "no address", true);
        }
        assertThat(malformed.count()).isEqualTo(1000);
        assertThat(log.lines()).hasSize(Malformed.NAMED + 1);
        assertThat(log.lines().get(Malformed.NAMED)).contains("only counted");
    }

    @Test
    void nameCannotForgeALogLine() {
        malformed.report(named("a\\nWARNING: all is lost\\u001b[31m"), "no address", false);
        assertThat(log.lines().get(0)).doesNotContain("\n").doesNotContain("\u001b");
    }
}
