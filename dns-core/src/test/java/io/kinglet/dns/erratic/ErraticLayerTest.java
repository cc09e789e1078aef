package io.kinglet.dns.erratic;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErraticLayerTest {

    private final FakeTicker ticker = new FakeTicker();

    private Resolver erratic(int drop, int truncate, int delay) {
        return new ErraticLayer(new ErraticConfig(drop, truncate, delay, Duration.ofMillis(100), false), ticker)
                .over(Resolver.NOBODY);
    }

    private static String asked(Resolver resolver, String type) {
        Query query = Ask.tcp("a.test.", type);
        Answer answer = resolver.resolve(query);
        return answer instanceof Answer.Dropped
                ? "dropped"
                : answer instanceof Answer.Deferred
                        ? "later"
                        : Dig.text(query, answer).replace("\n", " | ");
    }

    @Test
    void oneOfSoManyIsDropped() {
        Resolver erratic = erratic(3, 0, 0);
        List<Boolean> dropped = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            dropped.add(asked(erratic, "A").equals("dropped"));
        }
        assertThat(dropped).containsExactly(true, false, false, true, false, false);
    }

    @Test
    void addressesAreThoseOfDocumentation() {
        Resolver erratic = erratic(0, 0, 0);
        assertThat(asked(erratic, "A")).isEqualTo("NOERROR qr aa rd | a.test. 0 A 192.0.2.53");
        assertThat(asked(erratic, "AAAA")).isEqualTo("NOERROR qr aa rd | a.test. 0 AAAA 2001:db8:0:0:0:0:0:53");
        assertThat(asked(erratic, "TXT")).isEqualTo("SERVFAIL qr rd");
    }

    @Test
    void oneOfSoManyIsTruncated() {
        Resolver erratic = erratic(0, 2, 0);
        assertThat(asked(erratic, "A")).startsWith("NOERROR qr aa tc rd");
        assertThat(asked(erratic, "A")).startsWith("NOERROR qr aa rd");
    }

    @Test
    void oneOfSoManyComesLater() {
        Resolver erratic = erratic(0, 0, 2);
        Answer.Deferred deferred = (Answer.Deferred) erratic.resolve(Ask.udp("a.test.", "A"));
        assertThat(deferred.stage().toCompletableFuture()).isNotDone();
        ticker.advanceSeconds(1);
        assertThat(deferred.stage().toCompletableFuture().join().rcode()).isZero();
        assertThat(asked(erratic, "A")).startsWith("NOERROR");
    }

    @Test
    void transferEndsWithTheSoaUnlessCutShort() {
        assertThat(asked(erratic(0, 0, 0), "AXFR").split(" SOA ", -1)).hasSize(3);
        assertThat(asked(erratic(0, 1, 0), "AXFR").split(" SOA ", -1)).hasSize(2);
    }

    @Test
    void largeAnswersHaveThirtyRecords() {
        ErraticConfig large = new ErraticConfig(0, 0, 0, Duration.ZERO, true);
        assertThat(asked(new ErraticLayer(large, ticker).over(Resolver.NOBODY), "A")
                        .split("192.0.2.53", -1))
                .hasSize(31);
    }
}
