package io.kinglet.dns.autopath;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AutopathLayerTest {

    private static final SearchPaths LIST = SearchPaths.fixed(
            Stream.of("ns.svc.z.", "svc.z.", "z.").map(DomainName::parse).toList());

    private final AtomicInteger completed = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Integer> rcodes = new HashMap<>();
    private boolean later;

    /** Names have the addresses they are given; a name with one exists for other types, too; all else does not. */
    private Answer server(Query query) {
        Query kept = query.copy();
        return later ? new Answer.Deferred(CompletableFuture.supplyAsync(() -> reply(kept))) : reply(kept);
    }

    private synchronized Answer reply(Query query) {
        String name = query.qname().toString().toLowerCase(Locale.ROOT);
        String type = RecordType.name(query.qtype());
        asked.add(query.toString());
        String address = addresses.get(name + " " + type);
        if (address != null) {
            return Reply.to(query).answer(name + " 300 " + type + " " + address).answer();
        }
        boolean exists = addresses.keySet().stream().anyMatch(it -> it.startsWith(name + " "));
        int rcode = rcodes.getOrDefault(name, exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return Reply.to(query).rcode(rcode).authority(Reply.SOA).answer();
    }

    private Answer resolve(Query query) {
        return new AutopathLayer(List.of(DomainName.parse("z.")), LIST, () -> this::server, completed::incrementAndGet)
                .over(this::server)
                .resolve(query);
    }

    private String dig(Query query) {
        Answer answer = resolve(query);
        while (answer instanceof Answer.Deferred deferred) {
            answer = deferred.stage().toCompletableFuture().join();
        }
        return Dig.text(query, answer).replace("\n", " | ");
    }

    private String dig(String name, String type) {
        return dig(Ask.udp(name, type));
    }

    @Test
    void firstElementWithDataIsTheOne() {
        addresses.put("a.b.svc.z. A", "192.0.2.1");
        addresses.put("a.b. A", "192.0.2.2");
        assertThat(dig("a.B.ns.svc.z.", "A"))
                .isEqualTo("NOERROR qr rd ra | a.B.ns.svc.z. 300 CNAME a.B.svc.z. | a.B.svc.z. 300 A 192.0.2.1");
        assertThat(asked).containsExactly("a.B.ns.svc.z. A", "a.B.svc.z. A");
        assertThat(completed).hasValue(1);
    }

    @Test
    void rootIsTheLastElement() {
        addresses.put("www.test. A", "192.0.2.1");
        String expected = "NOERROR qr rd ra | www.test.ns.svc.z. 300 CNAME www.test. | www.test. 300 A 192.0.2.1";
        assertThat(dig("www.test.ns.svc.z.", "A")).isEqualTo(expected);
        assertThat(asked).containsExactly("www.test.ns.svc.z. A", "www.test.svc.z. A", "www.test.z. A", "www.test. A");
        later = true;
        assertThat(dig("www.test.ns.svc.z.", "A")).isEqualTo(expected);
    }

    @Test
    void bothAddressTypesHaveOneOutcome() {
        addresses.put("www.test. A", "192.0.2.1");
        assertThat(dig("www.test.ns.svc.z.", "AAAA"))
                .isEqualTo("NOERROR qr rd ra | www.test.ns.svc.z. 900 CNAME www.test."
                        + " | auth example.test. 900 SOA ns.example.test. root.example.test. 1 7200 1800 86400 300");
        assertThat(asked).endsWith("www.test. AAAA", "www.test. A");
        later = true;
        assertThat(dig("www.test.ns.svc.z.", "AAAA")).startsWith("NOERROR qr rd ra | www.test.ns.svc.z. 900 CNAME");
    }

    @Test
    void nameWithoutAddressesLeavesTheWalkToTheClient() {
        rcodes.put("a.b.svc.z.", Rcode.NOERROR);
        addresses.put("a.b. A", "192.0.2.2");
        assertThat(dig("a.b.ns.svc.z.", "A")).startsWith("NXDOMAIN qr rd ra | auth");
        assertThat(dig("a.b.ns.svc.z.", "TXT")).startsWith("NXDOMAIN");
        assertThat(completed).hasValue(0);
    }

    @Test
    void failureLeavesTheWalkToTheClient() {
        addresses.put("a.b. A", "192.0.2.2");
        for (int rcode : new int[] {Rcode.SERVFAIL, Rcode.REFUSED}) {
            rcodes.put("a.b.z.", rcode);
            assertThat(dig("a.b.ns.svc.z.", "A")).startsWith("NXDOMAIN");
        }
        rcodes.put("a.b.ns.svc.z.", Rcode.SERVFAIL);
        assertThat(dig("a.b.ns.svc.z.", "A")).startsWith("SERVFAIL");
    }

    @Test
    void nothingAnywhereIsTheFirstAnswer() {
        assertThat(dig("a.b.ns.svc.z.", "A")).startsWith("NXDOMAIN qr rd ra | auth example.test.");
        assertThat(asked).hasSize(4);
        assertThat(completed).hasValue(0);
    }

    @Test
    void nameThatExistsIsNotCompleted() {
        rcodes.put("ns.svc.z.", Rcode.NOERROR);
        rcodes.put("a.ns.svc.z.", Rcode.NOERROR);
        addresses.put("a. A", "192.0.2.1");
        assertThat(dig("ns.svc.z.", "A")).startsWith("NOERROR qr rd ra | auth");
        assertThat(dig("a.ns.svc.z.", "A")).startsWith("NOERROR qr rd ra | auth");
        assertThat(asked).hasSize(2);
    }

    @Test
    void othersAreLeftAlone() {
        addresses.put("a.b. A", "192.0.2.1");
        assertThat(dig("a.b.other.svc.z.", "A")).startsWith("NXDOMAIN");
        assertThat(dig("a.b.ns.svc.z.", "ANY")).startsWith("NXDOMAIN");
        Query own = Ask.udp("x.", "A").ask(DomainName.parse("a.b.ns.svc.z."), 1);
        assertThat(dig(own)).startsWith("NXDOMAIN");
        Query iterative = Ask.udp("a.b.ns.svc.z.", "A");
        iterative.flags(0, Header.RD);
        assertThat(dig(iterative)).startsWith("NXDOMAIN");
        Resolver elsewhere = new AutopathLayer(
                        List.of(DomainName.parse("test.")), LIST, () -> this::server, completed::incrementAndGet)
                .over(this::server);
        assertThat(elsewhere.resolve(Ask.udp("a.b.ns.svc.z.", "A")).rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(completed).hasValue(0);
    }

    @Test
    void elementThatMakesTheNameTooLongIsPassedBy() {
        SearchPaths list = SearchPaths.fixed(
                List.of(DomainName.parse("z."), DomainName.parse("x".repeat(60) + "." + "x".repeat(60) + ".")));
        String base = "y".repeat(60) + "." + "y".repeat(60) + "." + "y".repeat(10) + ".";
        addresses.put(base + " A", "192.0.2.1");
        Query query = Ask.udp(base + "z.", "A");
        Answer answer = new AutopathLayer(
                        List.of(DomainName.ROOT), list, () -> this::server, completed::incrementAndGet)
                .over(this::server)
                .resolve(query);
        assertThat(Dig.text(query, answer)).contains("CNAME " + base);
        assertThat(asked).hasSize(2);
    }

    @Test
    void answersOfAnIndexAreFoundToo() {
        Answer address = new Answer.Positive(StaticRecords.ofQname(30, new Rdata.Address(IpAddress.v4(0x0a600101))));
        Answer none = new Answer.NxDomain(StaticRecords.ofQname(5, new Rdata.Ns(DomainName.parse("ns."))));
        Resolver server = it -> it.qname().equals(DomainName.parse("a.b.svc.z.")) ? address : none;
        Query query = Ask.udp("a.b.ns.svc.z.", "A");
        Answer answer = new AutopathLayer(List.of(DomainName.ROOT), LIST, () -> server, completed::incrementAndGet)
                .over(server)
                .resolve(query);
        assertThat(Dig.text(query, answer).replace("\n", " | "))
                .isEqualTo("NOERROR qr aa rd | a.b.ns.svc.z. 30 CNAME a.b.svc.z. | a.b.svc.z. 30 A 10.96.1.1");
    }
}
