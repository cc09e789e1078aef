package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.loadbalance.LoadBalanceConfig.Weighted;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {

    private static final Position PLACE = new Position("Corefile", 2, 22);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int written;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("weights");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
        Files.setLastModifiedTime(file(), FileTime.from(Instant.ofEpochSecond(1_700_000_000 + written++)));
    }

    private WeightFile open(int reload) {
        return new WeightFile(new Weighted(file(), Duration.ofSeconds(reload)), PLACE, (task, nanos) -> {
            assertThat(nanos).isEqualTo(reload * 1_000_000_000L);
            tasks.add(task);
            return () -> tasks.remove(task);
        });
    }

    private void look() {
        tasks.remove().run();
    }

    @Test
    void fileThatChangesIsReadAgainAndOneThatIsWrongChangesNothing() throws IOException {
        write("a.test\n192.0.2.1 2\n");
        try (WeightFile weights = open(30)) {
            weights.start();
            assertThat(weights.weights().current().size()).isEqualTo(1);
            write("a.test\n192.0.2.1 2\nb.test\n192.0.2.1 2\n");
            look();
            assertThat(weights.weights().current().size()).isEqualTo(2);
            write("a.test\n192.0.2.1 none\n");
            look();
            assertThat(weights.weights().current().size()).isEqualTo(2);
            Files.delete(file());
            look();
            assertThat(weights.weights().current().size()).isEqualTo(2);
            write("c.test\n192.0.2.1 2\n");
            look();
            assertThat(weights.weights().current().size()).isEqualTo(1);
            assertThat(tasks).hasSize(1);
        }
        assertThat(tasks).isEmpty();
    }

    @Test
    void fileThatIsNotThereYetMayComeLater() throws IOException {
        WeightFile weights = open(30);
        weights.start();
        assertThat(weights.weights().current().size()).isZero();
        write("a.test\n192.0.2.1 2\n");
        look();
        assertThat(weights.weights().current().size()).isEqualTo(1);
    }

    @Test
    void fileThatIsNeverLookedAtAgainMustBeThere() {
        assertThatThrownBy(() -> open(0))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("Corefile:2:22")
                .hasMessageContaining("it is not there");
    }

    @Test
    void mistakeIsToldWithItsLine() throws IOException {
        write("a.test\n192.0.2.1 none\n");
        assertThatThrownBy(() -> open(30))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining(file() + ":2: `none` is no weight");
    }

    @Test
    void fileThatIsReadOnceIsNotLookedAt() throws IOException {
        write("a.test\n192.0.2.1 2\n");
        open(0).start();
        assertThat(tasks).isEmpty();
    }
}
