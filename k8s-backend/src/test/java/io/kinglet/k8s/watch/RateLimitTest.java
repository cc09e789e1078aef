package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void burstGoesAtOnceAndTheRestAtTheRate() {
        RateLimit limit = new RateLimit(4, 2, now::get);
        assertThat(limit.take()).isZero();
        assertThat(limit.take()).isZero();
        assertThat(limit.take()).isEqualTo(250_000_000);
        assertThat(limit.take()).isEqualTo(500_000_000);
        now.addAndGet(10_000_000_000L);
        assertThat(limit.take()).isZero();
        assertThat(limit.take()).isZero();
        assertThat(limit.take()).isPositive();
    }

    @Test
    void noRateIsNoLimit() {
        RateLimit limit = new RateLimit(0, 1, now::get);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take()).isZero();
        }
        assertThat(limit.limits()).isFalse();
    }
}
