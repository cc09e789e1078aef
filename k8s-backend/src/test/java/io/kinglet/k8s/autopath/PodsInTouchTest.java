package io.kinglet.k8s.autopath;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.KindStatus;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PodsInTouchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private KindStatus pods = new KindStatus(true, true, 0, 1, 0);
    private int asked;
    private long now;
    private final PodsInTouch inTouch = new PodsInTouch(
            () -> {
                asked++;
                return Map.of(Kind.POD, pods);
            },
            () -> now);

    private boolean later(boolean connected, long ageSeconds) {
        pods = new KindStatus(true, connected, ageSeconds * SECOND, 1, 0);
        now += SECOND;
        return inTouch.getAsBoolean();
    }

    @Test
    void aWatchThatIsUpIsInTouchThoughNothingHappens() {
        assertThat(later(true, 3000)).isTrue();
    }

    @Test
    void aWatchThatIsDownIsInTouchForThirtySeconds() {
        assertThat(later(false, 30)).isTrue();
        assertThat(later(false, 31)).isFalse();
        assertThat(later(true, 0)).isTrue();
    }

    @Test
    void theSourceIsAskedOnceASecond() {
        for (int i = 0; i < 100; i++) {
            now += SECOND / 10;
            inTouch.getAsBoolean();
        }
        assertThat(asked).isEqualTo(1 + 10);
    }
}
