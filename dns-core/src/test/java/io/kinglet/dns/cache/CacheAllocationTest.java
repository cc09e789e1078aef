package io.kinglet.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.loadbalance.LoadBalanceLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.dns.zone.ZoneRouter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheAllocationTest {

    private static final int ROUNDS = 20_000;

    /** A key for Caffeine with one hit in sixteen; an answer that knows its age is made once a second. */
    private static final long MOST_OCTETS = 8;

    @Test
    void hitAllocatesLittleAndTheSameHoweverLargeTheMessage() {
        FakeTicker ticker = new FakeTicker();
        CacheLayer cache = new CacheLayer(CacheConfig.of(List.of(DomainName.ROOT)), ticker, ticker, query -> false);
        Resolver cached = new LoadBalanceLayer().over(cache.over(query -> {
            Reply reply = Reply.to(query);
            for (int i = 0; i < 60; i++) {
                reply.answer("www.example.test. 300 A 192.0.2." + i);
            }
            return reply.answer();
        }));
        Resolver chain = new ZoneRouter(Map.of(DomainName.ROOT, cached));
        chain.resolve(Ask.edns("www.example.test.", "A", 1232, false));
        ticker.advanceSeconds(2);

        Query asked = Ask.edns("www.example.test.", "A", 1232, false);
        byte[] packet = asked.octets();
        byte[] out = new byte[1232];
        Query query = new Query();
        AnswerEncoder encoder = new AnswerEncoder(true);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < ROUNDS; i++) {
                query.read(packet, packet.length, Transport.UDP, Ask.CLIENT);
                query.rotation(i);
                Answer answer = chain.resolve(query);
                if (encoder.encode(query, answer, out) < 900) {
                    throw new AssertionError("no hit");
                }
            }
            least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / ROUNDS);
        }
        assertThat(least).isLessThanOrEqualTo(MOST_OCTETS);
        assertThat(cache.statistics().misses()).isEqualTo(1);
    }
}
