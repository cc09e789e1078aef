package io.kinglet.dns.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LoopLayerTest {

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> loops = new ArrayList<>();
    private final List<Query> forwarded = new ArrayList<>();
    private Function<Query, Answer> next = query -> new Answer.Failure(Rcode.SERVFAIL);
    private Resolver chain = Resolver.NOBODY;

    private LoopLayer layer(String zone) {
        LoopLayer layer =
                new LoopLayer(DomainName.parse(zone), () -> chain, ticker, ticker, new SecureRandom(), loops::add);
        chain = layer.over(query -> {
            forwarded.add(query.copy());
            return next.apply(query);
        });
        return layer;
    }

    /** The probe as it would arrive from the network. */
    private static Query fromOutside(Query probe) {
        return Ask.udp(probe.qname().toString(), "HINFO");
    }

    @Test
    void probeThatComesBackIsALoop() {
        LoopLayer layer = layer("example.org.");
        next = query -> forwarded.size() < 5 ? chain.resolve(fromOutside(query)) : new Answer.Failure(Rcode.SERVFAIL);
        layer.start();
        assertThat(loops).hasSize(1);
        assertThat(loops.get(0)).contains("zone \"example.org.\"", "HINFO ");
        Query probe = forwarded.get(0);
        assertThat(probe.qtype()).isEqualTo(RecordType.HINFO);
        assertThat(probe.qname().toString()).matches("[0-9]+\\.[0-9]+\\.example\\.org\\.");
    }

    @Test
    void probesSentAgainToADeadUpstreamAreNoLoop() {
        LoopLayer layer = layer(".");
        next = query -> new Answer.Failure(Rcode.SERVFAIL);
        layer.start();
        ticker.advanceSeconds(20);
        assertThat(forwarded).hasSizeGreaterThan(3);
        assertThat(loops).isEmpty();
    }

    @Test
    void probeThatComesBackTooLateIsNoLoop() {
        LoopLayer layer = layer(".");
        next = query -> new Answer.Failure(Rcode.SERVFAIL);
        layer.start();
        Query probe = fromOutside(forwarded.get(0));
        ticker.advanceSeconds(31);
        chain.resolve(probe);
        assertThat(loops).isEmpty();
    }

    @Test
    void answerEndsTheSearch() {
        LoopLayer layer = layer(".");
        next = query -> new Answer.Failure(Rcode.NXDOMAIN);
        layer.start();
        Query probe = fromOutside(forwarded.get(0));
        for (int i = 0; i < 10; i++) {
            chain.resolve(probe);
        }
        ticker.advanceSeconds(60);
        assertThat(loops).isEmpty();
        assertThat(forwarded).hasSize(11);
    }

    @Test
    void failedProbeIsSentAgainForHalfAMinute() {
        LoopLayer layer = layer(".");
        next = query -> new Answer.Failure(Rcode.SERVFAIL);
        layer.start();
        ticker.advanceSeconds(300);
        assertThat(forwarded).hasSizeBetween(2, 16);
        assertThat(ticker.pending()).isZero();
    }

    @Test
    void nobodyCanGuessTheProbe() {
        LoopLayer layer = layer(".");
        next = query -> new Answer.Failure(Rcode.SERVFAIL);
        layer.start();
        for (int i = 0; i < 10; i++) {
            chain.resolve(Ask.udp("1.1.", "HINFO"));
        }
        assertThat(loops).isEmpty();
    }
}
