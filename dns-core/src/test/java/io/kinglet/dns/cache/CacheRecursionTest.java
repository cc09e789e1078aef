package io.kinglet.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** Queries with RD clear: what an upstream says to those holds for nobody else. */
class CacheRecursionTest {

    private static final String WWW = "www.example.test. 300 A 192.0.2.53";

    @Test
    void failureToAnswerWithoutRecursionIsNotKeptForOthers() {
        FakeTicker ticker = new FakeTicker();
        CacheLayer layer = new CacheLayer(CacheConfig.of(List.of(DomainName.ROOT)), ticker, ticker, query -> false);
        Resolver resolver = layer.over(query -> {
            boolean recurses = (query.flags() & Header.RD) != 0;
            Reply reply = Reply.to(query);
            return (recurses ? reply.answer(WWW) : reply.rcode(Rcode.SERVFAIL)).answer();
        });
        Message iterative = Ask.message("www.example.test.", "A");
        iterative.getHeader().unsetFlag(Flags.RD);

        Answer first = resolver.resolve(Ask.read(iterative, Transport.UDP));
        Answer second = resolver.resolve(Ask.udp("www.example.test.", "A"));

        assertThat(first.rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(second.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(layer.statistics().requests()).isEqualTo(1);
    }
}
