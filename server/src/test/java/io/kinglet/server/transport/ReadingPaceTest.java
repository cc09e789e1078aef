package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadingPaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = 5 * SECOND;

    private final ReadingPace pace = new ReadingPace();

    /** Takes so much a second, in two pieces of which each unblocks the connection for a moment; the second in which it is too slow. */
    private int secondsOf(long octets, int most) {
        long taken = 0;
        for (int second = 0; second < most; second++) {
            pace.changed(true, taken, second * SECOND);
            taken += octets / 2;
            pace.changed(false, taken, second * SECOND + SECOND / 3);
            pace.changed(true, taken, second * SECOND + SECOND / 3);
            taken += octets / 2;
            if (pace.isTooSlow(taken, (second + 1) * SECOND, PATIENCE)) {
                return second + 1;
            }
        }
        return most;
    }

    @Test
    void aReaderThatTakesALittleNowAndThenIsTooSlowOnTheWhole() {
        assertThat(secondsOf(ReadingPace.LEAST / 2, 1000)).isEqualTo(11);
    }

    @Test
    void aReaderThatTakesEnoughMayTakeLong() {
        assertThat(secondsOf(ReadingPace.LEAST, 1000)).isEqualTo(1000);
    }

    @Test
    void aReaderThatTakesNothingIsTooSlowWhenItsTimeIsOverThoughItTookMuchBefore() {
        pace.changed(true, 0, 0);
        pace.changed(true, 1 << 30, SECOND);
        assertThat(pace.isTooSlow(1 << 30, SECOND + PATIENCE, PATIENCE)).isFalse();
        assertThat(pace.isTooSlow(1 << 30, SECOND + PATIENCE + 1, PATIENCE)).isTrue();
    }

    @Test
    void whoHasCaughtUpBeginsAnew() {
        pace.changed(true, 0, 0);
        pace.changed(false, 1000, SECOND);
        pace.caughtUp();
        assertThat(pace.isTooSlow(1000, 100 * SECOND, PATIENCE)).isFalse();
        pace.changed(true, 1000, 100 * SECOND);
        assertThat(pace.isTooSlow(1000, 105 * SECOND, PATIENCE)).isFalse();
        assertThat(pace.isTooSlow(1000, 106 * SECOND, PATIENCE)).isTrue();
    }
}
