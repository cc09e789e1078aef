package io.kinglet.dns.forward;

import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Upstreams that do as they are told, in fake time. */
final class ScriptedUpstream implements Exchange {

    record Asked(Query query, InetSocketAddress upstream, Transport transport, long timeoutNanos) {
        boolean isHealthCheck() {
            return query.qtype() == RecordType.NS;
        }
    }

    private record Script(Duration delay, Duration checkDelay, Function<Query, Outcome> outcome) {
        Script(Duration delay, Function<Query, Outcome> outcome) {
            this(delay, delay, outcome);
        }
    }

    final List<Asked> asked = new ArrayList<>();
    private final FakeTicker ticker;
    private final Map<InetSocketAddress, Script> scripts = new HashMap<>();

    ScriptedUpstream(FakeTicker ticker) {
        this.ticker = ticker;
    }

    static InetSocketAddress address(int last) {
        return new InetSocketAddress("192.0.2." + last, 53);
    }

    ScriptedUpstream replies(InetSocketAddress upstream, Duration delay, Function<Reply, Reply> form) {
        scripts.put(
                upstream,
                new Script(
                        delay,
                        query -> new Outcome.Reply(form.apply(Reply.to(query)).message())));
        return this;
    }

    ScriptedUpstream replies(InetSocketAddress upstream, String... answers) {
        return replies(upstream, Duration.ofMillis(1), reply -> reply.answer(answers));
    }

    /** Alive, as health checks tell, but slow with questions. */
    ScriptedUpstream slow(InetSocketAddress upstream, Duration delay, String... answers) {
        scripts.put(
                upstream,
                new Script(
                        delay,
                        Duration.ofMillis(1),
                        query -> new Outcome.Reply(
                                Reply.to(query).answer(answers).message())));
        return this;
    }

    ScriptedUpstream busy(InetSocketAddress upstream) {
        scripts.put(upstream, new Script(Duration.ZERO, query -> new Outcome.Busy()));
        return this;
    }

    ScriptedUpstream silent(InetSocketAddress upstream) {
        scripts.put(upstream, new Script(Duration.ofDays(1), query -> new Outcome.TimedOut()));
        return this;
    }

    ScriptedUpstream refusesConnections(InetSocketAddress upstream) {
        scripts.put(upstream, new Script(Duration.ZERO, query -> new Outcome.Broken("connection refused")));
        return this;
    }

    /** What was asked but for health checks. */
    List<Asked> questions() {
        return asked.stream().filter(question -> !question.isHealthCheck()).toList();
    }

    List<Asked> healthChecks() {
        return asked.stream().filter(Asked::isHealthCheck).toList();
    }

    @Override
    public CompletionStage<Outcome> exchange(Query query, Endpoint upstream, Transport transport, long timeoutNanos) {
        asked.add(new Asked(query, upstream.address(), transport, timeoutNanos));
        Script script = scripts.get(upstream.address());
        Duration delay = asked.get(asked.size() - 1).isHealthCheck() ? script.checkDelay : script.delay;
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(script.outcome.apply(query));
        }
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        if (delay.toNanos() > timeoutNanos) {
            ticker.schedule(() -> outcome.complete(new Outcome.TimedOut()), timeoutNanos);
        } else {
            ticker.schedule(() -> outcome.complete(script.outcome.apply(query)), delay.toNanos());
        }
        return outcome;
    }
}
