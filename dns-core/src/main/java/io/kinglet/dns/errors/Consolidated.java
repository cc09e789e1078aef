package io.kinglet.dns.errors;

import io.kinglet.dns.resolver.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the errors of one pattern; the first of a period starts its clock, the end of it writes one line. Any thread. */
final class Consolidated {

    private final ErrorsConfig.Consolidation config;
    private final Scheduler scheduler;
    private final LogLine log;
    private final AtomicLong count = new AtomicLong();

    Consolidated(ErrorsConfig.Consolidation config, Scheduler scheduler, LogLine log) {
        this.config = config;
        this.scheduler = scheduler;
        this.log = log;
    }

    /** Whether the error {@code text} is of this kind; its {@code line} is taken care of then. */
    boolean takes(String text, String line) {
        if (!config.pattern().isIn(text)) {
            return false;
        }
        if (count.getAndIncrement() == 0) {
            if (config.showFirst()) {
                log.write(config.level(), line);
            }
            scheduler.schedule(this::report, config.period().toNanos());
        }
        return true;
    }

    /** Tells of the errors of the period, and begins anew. */
    void report() {
        long errors = count.getAndSet(0);
        if (errors > (config.showFirst() ? 1 : 0)) {
            log.write(
                    config.level(),
                    "plugin/errors: " + errors + " errors like '"
                            + config.pattern().text() + "' occurred in last " + words(config.period()));
        }
    }

    /** As Go prints durations: {@code 1h0m0s}, {@code 5m0s}, {@code 2.5s}, {@code 500ms}. */
    private static String words(Duration duration) {
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + "ms";
        }
        StringBuilder words = new StringBuilder();
        if (duration.toHours() > 0) {
            words.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            words.append(duration.toMinutesPart()).append('m');
        }
        double seconds = duration.toSecondsPart() + duration.toMillisPart() / 1000.0;
        String digits = seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
        return words.append(digits).append('s').toString();
    }
}
