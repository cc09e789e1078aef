package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FreshnessTest {

    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private Instant now = Instant.parse("2026-02-01T00:00:00Z");
    private final Freshness freshness = new Freshness(() -> now);

    private static Metadata policy(String name, int generation, int version, @Nullable Instant made) {
        String text = "{\"name\":\"" + name + "\",\"namespace\":\"prod\",\"generation\":" + generation
                + ",\"resourceVersion\":\"" + version + "\""
                + (made == null ? "" : ",\"creationTimestamp\":\"" + made + "\"") + "}";
        Metadata metadata = new Metadata(true);
        try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            json.next();
            metadata.read(json);
        }
        return metadata;
    }

    @Test
    void atFirstItIsTheCreation() {
        assertThat(freshness.changed(policy("a", 3, 1, MADE))).isEqualTo(MADE);
        assertThat(freshness.changed(policy("b", 1, 1, null))).isNull();
    }

    @Test
    void anotherGenerationChangesItWhenItArrives() {
        freshness.changed(policy("a", 1, 1, MADE));

        assertThat(freshness.changed(policy("a", 2, 2, MADE))).isEqualTo(now);
    }

    @Test
    void whatChangesNothingOfTheSpecIsNoChange() {
        freshness.changed(policy("a", 1, 1, MADE));
        Instant then = now;
        freshness.changed(policy("a", 2, 2, MADE));
        now = now.plusSeconds(60);

        assertThat(freshness.changed(policy("a", 2, 3, MADE))).isEqualTo(then);
    }

    @Test
    void withoutAGenerationTheResourceVersionTells() {
        freshness.changed(policy("a", 0, 1, MADE));

        assertThat(freshness.changed(policy("a", 0, 1, MADE))).isEqualTo(MADE);
        assertThat(freshness.changed(policy("a", 0, 2, MADE))).isEqualTo(now);
    }

    @Test
    void oneThatIsMadeAnewBeginsAnew() {
        freshness.changed(policy("a", 1, 1, MADE));
        Instant again = MADE.plusSeconds(7);
        assertThat(freshness.changed(policy("a", 1, 2, again))).isEqualTo(again);

        freshness.removed(policy("a", 1, 2, again));
        assertThat(freshness.changed(policy("a", 9, 3, again))).isEqualTo(again);
    }

    @Test
    void whatAListDoesNotBringIsForgotten() {
        freshness.changed(policy("kept", 1, 1, MADE));
        freshness.changed(policy("gone", 1, 1, MADE));
        freshness.listStarted();
        assertThat(freshness.changed(policy("kept", 2, 2, MADE))).isEqualTo(now);
        freshness.listFinished();

        assertThat(freshness.changed(policy("kept", 2, 2, MADE))).isEqualTo(now);
        assertThat(freshness.changed(policy("gone", 2, 2, MADE))).isEqualTo(MADE);
    }
}
