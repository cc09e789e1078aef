package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;

class AddressLookupTest {

    private static final InetSocketAddress ONE = ScriptedUpstream.address(1);
    private static final InetSocketAddress TWO = ScriptedUpstream.address(2);
    private static final DomainName NAME = DomainName.parse("dns.example.test.");

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedUpstream upstream = new ScriptedUpstream(ticker);

    private List<String> lookUp(Exchange exchange, InetSocketAddress... resolvers) {
        CompletableFuture<List<InetAddress>> found = new AddressLookup(exchange)
                .addresses(NAME, Arrays.stream(resolvers).map(Endpoint::plain).toList())
                .toCompletableFuture();
        ticker.advanceSeconds(10);
        return found.join().stream().map(InetAddress::getHostAddress).toList();
    }

    private static Reply bothFamilies(Reply reply, Query query) {
        return query.qtype() == RecordType.A
                ? reply.answer(
                        "dns.example.test. 9 CNAME a.test.", "a.test. 9 A 192.0.2.7", "evil.test. 9 A 192.0.2.66")
                : reply.answer("dns.example.test. 9 AAAA 2001:db8::7");
    }

    @Test
    void addressesOfBothFamiliesAreFoundAndNoOthers() {
        Exchange exchange = (query, resolver, transport, nanos) -> CompletableFuture.completedFuture(
                new Exchange.Outcome.Reply(bothFamilies(Reply.to(query), query).message()));
        assertThat(lookUp(exchange, ONE)).containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
    }

    @Test
    void nextResolverIsAskedWhereOneIsSilentOrKnowsNothing() {
        upstream.silent(ONE);
        upstream.replies(TWO, Duration.ofMillis(1), reply -> reply.rcode(Rcode.NXDOMAIN));
        assertThat(lookUp(upstream, ONE, TWO)).isEmpty();
        assertThat(upstream.asked).extracting(ScriptedUpstream.Asked::upstream).containsExactly(ONE, ONE, TWO, TWO);
    }

    @Test
    void nobodyToAskIsNobodyFound() {
        assertThat(lookUp(upstream)).isEmpty();
    }

    @Test
    void truncatedReplyIsAskedForOverTcp() {
        Exchange exchange = (query, resolver, transport, nanos) -> {
            Reply reply = Reply.to(query);
            Reply whole = transport == Transport.UDP ? reply.flag(Flags.TC) : bothFamilies(reply, query);
            return CompletableFuture.completedFuture(new Exchange.Outcome.Reply(whole.message()));
        };
        assertThat(lookUp(exchange, ONE)).hasSize(2);
    }
}
