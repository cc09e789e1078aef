package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code timeouts { read D; write D; idle D; maxtcpqueries N }}: what connections may take. Null is what was not said.
 *
 * @param queries of one connection, after which it is closed; -1 for any number
 */
public record TimeoutsDirective(
        @Nullable Duration read,
        @Nullable Duration write,
        @Nullable Duration idle,
        @Nullable Integer queries) implements Part {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public boolean answers() {
        return false;
    }

    static TimeoutsDirective read(DirectiveReader line, BlockScope block) {
        @Nullable Duration[] times = new Duration[3];
        @Nullable Integer[] queries = new Integer[1];
        line.body(Map.of(
                "read", it -> times[0] = it.durationOrSeconds("the time", SHORTEST, LONGEST),
                "write", it -> times[1] = it.durationOrSeconds("the time", SHORTEST, LONGEST),
                "idle", it -> times[2] = it.durationOrSeconds("the time", SHORTEST, LONGEST),
                "maxtcpqueries", it -> queries[0] = queries(it)));
        line.end();
        TimeoutsDirective timeouts = new TimeoutsDirective(times[0], times[1], times[2], queries[0]);
        if (timeouts.equals(new TimeoutsDirective(null, null, null, null))) {
            throw line.error("`timeouts` says nothing; write `read`, `write`, `idle` or `maxtcpqueries` in its braces");
        }
        return timeouts;
    }

    private static int queries(DirectiveReader line) {
        Token token = line.peek();
        int queries = line.integer("the queries, or -1 for any number,", -1, Integer.MAX_VALUE);
        if (queries == 0 && token != null) {
            throw line.expected(token, "a number of 1 or more, or -1 for any");
        }
        return queries;
    }
}
