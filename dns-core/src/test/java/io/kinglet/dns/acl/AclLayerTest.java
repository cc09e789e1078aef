package io.kinglet.dns.acl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.acl.AclConfig.Policy;
import io.kinglet.dns.acl.AclConfig.Rule;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AclLayerTest {

    private static final Answer PASSED = new Answer.Failure(99);
    private static final Policy BLOCK_ALL = policy(AclAction.BLOCK, null);

    private final List<String> decisions = new ArrayList<>();

    private static Policy policy(AclAction action, @Nullable Set<Integer> types, String... clients) {
        List<IpPrefix> prefixes = Stream.of(clients)
                .map(it -> Objects.requireNonNull(IpPrefix.parse(it)))
                .toList();
        return new Policy(action, types, clients.length == 0 ? null : AddressRanges.of(prefixes));
    }

    private static Rule rule(String zone, Policy... policies) {
        return new Rule(List.of(DomainName.parse(zone)), List.of(policies));
    }

    private Resolver over(Rule... rules) {
        return new AclLayer(new AclConfig(List.of(rules)), (action, zone) -> decisions.add(action + " " + zone))
                .over(query -> PASSED);
    }

    private static String asked(Resolver resolver, @Nullable String client, String name, String type) {
        byte[] octets = Ask.edns(name, type, 1232, false).octets();
        Query query = new Query();
        query.read(
                octets,
                octets.length,
                Transport.UDP,
                client == null ? null : Client.of(new InetSocketAddress(client, 99)));
        Answer answer = resolver.resolve(query);
        return answer == PASSED ? "passed" : answer instanceof Answer.Dropped ? "dropped" : Dig.text(query, answer);
    }

    @Test
    void firstPolicyThatFitsDecides() {
        Resolver acl = over(rule(
                ".", policy(AclAction.ALLOW, null, "192.168.1.0/24"), policy(AclAction.BLOCK, null, "192.168.0.0/16")));
        assertThat(asked(acl, "192.168.1.9", "a.test.", "A")).isEqualTo("passed");
        assertThat(asked(acl, "192.168.2.9", "a.test.", "A")).isEqualTo("REFUSED qr rd");
        assertThat(asked(acl, "10.0.0.1", "a.test.", "A")).isEqualTo("passed");
        assertThat(decisions).containsExactly("ALLOW .", "BLOCK .", "ALLOW .");
    }

    @Test
    void typesAreTold() {
        Resolver acl = over(rule(".", policy(AclAction.FILTER, Set.of(RecordType.AAAA, RecordType.ANY))));
        assertThat(asked(acl, "10.0.0.1", "a.test.", "AAAA")).isEqualTo("NOERROR qr rd");
        assertThat(asked(acl, "10.0.0.1", "a.test.", "A")).isEqualTo("passed");
    }

    @Test
    void droppedIsSilence() {
        assertThat(asked(over(rule(".", policy(AclAction.DROP, null, "2001:db8::/32"))), "2001:db8::7", "a.", "A"))
                .isEqualTo("dropped");
    }

    @Test
    void ruleIsAboutItsZonesAlone() {
        Resolver acl = over(rule("a.test.", BLOCK_ALL), rule("b.test.", policy(AclAction.FILTER, null)));
        assertThat(asked(acl, "10.0.0.1", "X.A.test.", "A")).isEqualTo("REFUSED qr rd");
        assertThat(asked(acl, "10.0.0.1", "xa.test.", "A")).isEqualTo("passed");
        assertThat(asked(acl, "10.0.0.1", "b.test.", "A")).isEqualTo("NOERROR qr rd");
        assertThat(decisions).containsExactly("BLOCK a.test.", "ALLOW .", "FILTER b.test.");
    }

    @Test
    void allowedByOneRuleIsNotAskedOfTheNext() {
        Resolver acl = over(rule("a.test.", policy(AclAction.ALLOW, null)), rule(".", BLOCK_ALL));
        assertThat(asked(acl, "10.0.0.1", "x.a.test.", "A")).isEqualTo("passed");
        assertThat(asked(acl, "10.0.0.1", "x.b.test.", "A")).isEqualTo("REFUSED qr rd");
    }

    @Test
    void clientNoOneCanKnowIsBlocked() {
        assertThat(asked(over(rule("a.test.", policy(AclAction.ALLOW, null))), null, "a.test.", "A"))
                .isEqualTo("REFUSED qr rd");
        assertThat(asked(over(rule("a.test.", BLOCK_ALL)), null, "b.test.", "A"))
                .isEqualTo("passed");
    }

    @Test
    void longListAllocatesNoMoreThanTheClientsAddress() {
        List<IpPrefix> prefixes = IntStream.range(0, 100_000)
                .mapToObj(i -> new IpPrefix(IpAddress.v4(0x0a00_0000 + i * 64), 27))
                .toList();
        Rule rule = new Rule(
                List.of(DomainName.ROOT), List.of(new Policy(AclAction.BLOCK, null, AddressRanges.of(prefixes))));
        Resolver acl = new AclLayer(new AclConfig(List.of(rule)), AclObserver.NONE).over(query -> PASSED);
        Query query = Ask.udp("www.example.test.", "A");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                acl.resolve(query);
            }
            least = Math.min(
                    least,
                    (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / 20_000);
        }
        assertThat(least).isLessThanOrEqualTo(56);
    }
}
