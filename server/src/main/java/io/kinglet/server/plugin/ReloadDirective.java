package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.time.Duration;

/**
 * {@code reload [INTERVAL] [JITTER]}: the Corefile is read again when it has changed.
 *
 * @param interval between two looks, 2 s or more
 * @param jitter the interval is longer or shorter by up to half of this, so that replicas do not look at once
 */
public record ReloadDirective(Duration interval, Duration jitter) implements Part {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration SHORTEST_JITTER = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public boolean answers() {
        return false;
    }

    static ReloadDirective read(DirectiveReader line, BlockScope block) {
        Duration interval = line.hasNext() ? line.duration("the interval", SHORTEST, LONGEST) : Duration.ofSeconds(30);
        Duration jitter = Duration.ofSeconds(15);
        if (line.hasNext()) {
            Token token = line.peek();
            jitter = line.duration("the jitter", Duration.ZERO, LONGEST);
            if (token != null && !jitter.isZero() && jitter.compareTo(SHORTEST_JITTER) < 0) {
                throw line.expected(token, "the jitter of 0, or of 1s or more");
            }
        }
        line.end();
        Duration half = interval.dividedBy(2);
        return new ReloadDirective(interval, jitter.compareTo(half) > 0 ? half : jitter);
    }
}
