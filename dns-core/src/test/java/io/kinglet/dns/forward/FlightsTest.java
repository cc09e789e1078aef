package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 3_000;

    @Test
    void everybodyIsAnsweredWhenManyThreadsAskTheSame() throws Exception {
        ExecutorService upstream = Executors.newFixedThreadPool(2);
        ExecutorService loops = Executors.newFixedThreadPool(THREADS);
        AtomicInteger exchanges = new AtomicInteger();
        Exchange exchange = (asked, address, transport, timeout) -> {
            exchanges.incrementAndGet();
            return CompletableFuture.supplyAsync(
                    () -> new Exchange.Outcome.Reply(Reply.to(asked)
                            .answer(asked.qname() + " 9 A 192.0.2.1")
                            .message()),
                    upstream);
        };
        ForwardLayer layer = new ForwardLayer(
                ForwardConfig.of(DomainName.ROOT, List.of(ScriptedUpstream.address(1))),
                exchange,
                (task, nanos) -> () -> {},
                System::nanoTime,
                ForwardObserver.NONE);
        Resolver resolver = layer.over(Resolver.NOBODY);
        try {
            List<Future<Integer>> loopsDone = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                loopsDone.add(loops.submit(() -> ask(resolver)));
            }
            for (Future<Integer> done : loopsDone) {
                assertThat(done.get(60, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
            }
            assertThat(layer.statistics().waiting()).isZero();
            assertThat(exchanges.get() + layer.statistics().shared()).isEqualTo(THREADS * ROUNDS);
        } finally {
            loops.shutdownNow();
            upstream.shutdownNow();
        }
    }

    /** Asks round after round, each name by all threads at about the same time; returns how many addresses came. */
    private static int ask(Resolver resolver) throws Exception {
        int addresses = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Query query = Ask.udp("n" + round / 8 + ".example.test.", "A");
            Answer.Deferred deferred = (Answer.Deferred) resolver.resolve(query);
            Answer answer = deferred.stage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            addresses += ((Answer.Relayed) answer).message().answers();
        }
        return addresses;
    }
}
