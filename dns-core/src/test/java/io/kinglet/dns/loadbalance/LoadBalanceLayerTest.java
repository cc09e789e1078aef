package io.kinglet.dns.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LoadBalanceLayerTest {

    private static String turn(int rotation, Function<Query, Answer> next) {
        Query query = Ask.udp("www.example.test.", "A");
        query.rotation(rotation);
        return Dig.text(query, new LoadBalanceLayer().over(next::apply).resolve(query));
    }

    @Test
    void addressesOfAnUpstreamTakeTurnsBehindTheirCname() {
        Function<Query, Answer> upstream = query -> Reply.to(query)
                .answer(
                        "www.example.test. 300 CNAME web.example.test.",
                        "web.example.test. 60 A 192.0.2.1",
                        "web.example.test. 60 A 192.0.2.2",
                        "web.example.test. 60 A 192.0.2.3")
                .answer();
        assertThat(turn(0, upstream)).endsWith("""
                www.example.test. 300 CNAME web.example.test.
                web.example.test. 60 A 192.0.2.1
                web.example.test. 60 A 192.0.2.2
                web.example.test. 60 A 192.0.2.3""");
        assertThat(turn(-1, upstream)).endsWith("""
                www.example.test. 300 CNAME web.example.test.
                web.example.test. 60 A 192.0.2.1
                web.example.test. 60 A 192.0.2.2
                web.example.test. 60 A 192.0.2.3""");
        assertThat(turn(4, upstream)).endsWith("""
                www.example.test. 300 CNAME web.example.test.
                web.example.test. 60 A 192.0.2.2
                web.example.test. 60 A 192.0.2.3
                web.example.test. 60 A 192.0.2.1""");
    }

    @Test
    void setsOfDifferentOwnersAndTypesAreNotMixed() {
        Function<Query, Answer> upstream = query -> Reply.to(query)
                .answer(
                        "a.example.test. 60 A 192.0.2.1",
                        "a.example.test. 60 AAAA 2001:db8::1",
                        "a.example.test. 60 AAAA 2001:db8::2",
                        "b.example.test. 60 A 192.0.2.3",
                        "www.example.test. 60 MX 10 b.example.test.",
                        "www.example.test. 60 MX 20 c.example.test.")
                .answer();
        assertThat(turn(1, upstream)).endsWith("""
                a.example.test. 60 A 192.0.2.1
                a.example.test. 60 AAAA 2001:db8:0:0:0:0:0:2
                a.example.test. 60 AAAA 2001:db8:0:0:0:0:0:1
                b.example.test. 60 A 192.0.2.3
                www.example.test. 60 MX 10 b.example.test.
                www.example.test. 60 MX 20 c.example.test.""");
    }

    @Test
    void ownAddressesTakeTurnsToo() {
        Answer own = new Answer.Positive(new StaticRecords(
                null,
                5,
                List.of(
                        new Rdata.Address(IpAddress.v4(1)),
                        new Rdata.Address(IpAddress.v4(2)),
                        new Rdata.Address(IpAddress.v4(3)))));
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            orders.add(turn(i, query -> own));
        }
        assertThat(orders).hasSize(3);
    }
}
