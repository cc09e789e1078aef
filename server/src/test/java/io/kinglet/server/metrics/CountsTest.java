package io.kinglet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CountsTest {

    private static final int THREADS = 8;
    private static final int TIMES = 100_000;

    @Test
    void numbersOfManyThreadsAreAddedUp() throws InterruptedException {
        Counts counts = new Counts(2);
        CountDownLatch counted = new CountDownLatch(THREADS);
        CountDownLatch read = new CountDownLatch(1);

        List<Thread> threads = start(counts, counted, read);
        counted.await();

        assertThat(counts.sums()).containsExactly(THREADS * TIMES, 3L * THREADS * TIMES);
        read.countDown();
        join(threads);
    }

    @Test
    void numbersOfThreadsThatHaveEndedStayAndAreNotAddedTwice() throws InterruptedException {
        Counts counts = new Counts(2);
        for (int run = 1; run <= 3; run++) {
            join(start(counts, new CountDownLatch(THREADS), new CountDownLatch(0)));

            assertThat(counts.sums()).containsExactly((long) run * THREADS * TIMES, 3L * run * THREADS * TIMES);
        }
        assertThat(counts.sums()).containsExactly(3L * THREADS * TIMES, 9L * THREADS * TIMES);
    }

    private static List<Thread> start(Counts counts, CountDownLatch counted, CountDownLatch read) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < TIMES; n++) {
                    long[] mine = counts.mine();
                    Counts.add(mine, 0, 1);
                    Counts.add(mine, 1, 3);
                }
                counted.countDown();
                await(read);
            });
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
