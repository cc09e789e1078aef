package io.kinglet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.querylog.SourceMetadata;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.dns.zonefile.ZoneFileException;
import io.kinglet.dns.zonefile.ZoneFileLimits;
import io.kinglet.dns.zonefile.ZoneFileReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticZoneTest {

    private static final String TEXT = """
            $TTL 300
            @       3600 SOA ns admin 7 7200 1800 86400 60
            @       NS   ns
            @       NS   ns.other.test.
            @       MX   10 mail
            ns      A    192.0.2.1
            ns      AAAA 2001:db8::1
            mail    A    192.0.2.2
            www     A    192.0.2.3
            www     A    192.0.2.4
            txt     TXT  "a" "b"
            _http._tcp SRV 0 5 80 www
            alias   CNAME www
            twice   CNAME alias
            gone    CNAME nowhere
            nodata  CNAME txt
            loop    CNAME loop2
            loop2   CNAME loop
            away    CNAME www.elsewhere.test.
            lame    CNAME host.refused.test.
            into    CNAME x.sub
            wildto  CNAME q.wild
            a.b.c   A    192.0.2.5
            *.wild  A    192.0.2.6
            *.wild  MX   5 mail
            x.y.wild A   192.0.2.7
            *.cwild CNAME www
            sub     NS   ns.sub
            sub     NS   ns
            ns.sub  A    192.0.2.8
            deep.sub TXT "hidden"
            moved   DNAME kept
            moved   TXT  "here"
            host.kept A  192.0.2.9
            out     DNAME elsewhere.test.
            svc     HTTPS 1 www alpn=h2
            MiXed   A    192.0.2.10
            """;

    private static final Resolver ELSEWHERE = query -> switch (query.qname().toString()) {
        case "www.elsewhere.test." ->
            Reply.to(query).answer("www.elsewhere.test. 50 A 203.0.113.1").answer();
        case "nowhere.shop.test." ->
            Reply.to(query)
                    .rcode(3)
                    .authority("shop.test. 60 SOA ns.shop.test. admin.shop.test. 7 7200 1800 86400 60")
                    .answer();
        default -> Resolver.REFUSED.resolve(query);
    };

    private final OutsideTarget outside = new OutsideTarget(() -> ELSEWHERE, true);

    @TempDir
    private Path folder;

    private StaticZone zone;

    @BeforeEach
    void read() throws IOException, ZoneFileException {
        zone = zone(TEXT);
    }

    private StaticZone zone(String text) throws IOException, ZoneFileException {
        Path file = Files.writeString(folder.resolve("db.shop.test"), text);
        return new ZoneFileReader(ZoneFileLimits.standard())
                .read(file, DomainName.parse("shop.test."), folder)
                .zone();
    }

    private String dig(Query query) {
        return Dig.text(query, zone.resolve(query, outside)).replace("\n", " / ");
    }

    private static final String SOA = "auth shop.test. 60 SOA ns.shop.test. admin.shop.test. 7 7200 1800 86400 60";
    private static final String NS = "auth shop.test. 300 NS ns.shop.test. / auth shop.test. 300 NS ns.other.test.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            www.shop.test. A        | NOERROR qr aa rd / www.shop.test. 300 A 192.0.2.3 / www.shop.test. 300 A 192.0.2.4 / NS
            WWW.shop.test. A        | NOERROR qr aa rd / WWW.shop.test. 300 A 192.0.2.3 / WWW.shop.test. 300 A 192.0.2.4 / NS
            mixed.shop.test. A      | NOERROR qr aa rd / mixed.shop.test. 300 A 192.0.2.10 / NS
            www.shop.test. AAAA     | NOERROR qr aa rd / SOA
            nope.shop.test. A       | NXDOMAIN qr aa rd / SOA
            b.c.shop.test. A        | NOERROR qr aa rd / SOA
            x.b.c.shop.test. A      | NXDOMAIN qr aa rd / SOA
            shop.test. SOA          | NOERROR qr aa rd / shop.test. 3600 SOA ns.shop.test. admin.shop.test. 7 7200 1800 86400 60 / NS
            shop.test. NS           | NOERROR qr aa rd / shop.test. 300 NS ns.shop.test. / shop.test. 300 NS ns.other.test. / add ns.shop.test. 300 A 192.0.2.1 / add ns.shop.test. 300 AAAA 2001:db8:0:0:0:0:0:1
            shop.test. MX           | NOERROR qr aa rd / shop.test. 300 MX 10 mail.shop.test. / NS / add mail.shop.test. 300 A 192.0.2.2
            _http._tcp.shop.test. SRV | NOERROR qr aa rd / _http._tcp.shop.test. 300 SRV 0 5 80 www.shop.test. / NS / add www.shop.test. 300 A 192.0.2.3 / add www.shop.test. 300 A 192.0.2.4
            txt.shop.test. TXT      | NOERROR qr aa rd / txt.shop.test. 300 TXT a b / NS
            txt.shop.test. ANY      | NOERROR qr aa rd / txt.shop.test. 300 TXT a b / NS
            alias.shop.test. ANY    | NOERROR qr aa rd / alias.shop.test. 300 CNAME www.shop.test. / NS
            alias.shop.test. CNAME  | NOERROR qr aa rd / alias.shop.test. 300 CNAME www.shop.test. / NS
            alias.shop.test. A      | NOERROR qr aa rd / alias.shop.test. 300 CNAME www.shop.test. / www.shop.test. 300 A 192.0.2.3 / www.shop.test. 300 A 192.0.2.4 / NS
            twice.shop.test. AAAA   | NOERROR qr aa rd / twice.shop.test. 300 CNAME alias.shop.test. / alias.shop.test. 300 CNAME www.shop.test. / SOA
            gone.shop.test. A       | NXDOMAIN qr aa rd / gone.shop.test. 300 CNAME nowhere.shop.test. / SOA
            nodata.shop.test. A     | NOERROR qr aa rd / nodata.shop.test. 300 CNAME txt.shop.test. / SOA
            away.shop.test. A       | NOERROR qr aa rd / away.shop.test. 300 CNAME www.elsewhere.test. / www.elsewhere.test. 50 A 203.0.113.1
            lame.shop.test. A       | NOERROR qr aa rd / lame.shop.test. 300 CNAME host.refused.test.
            into.shop.test. A       | NOERROR qr aa rd / into.shop.test. 300 CNAME x.sub.shop.test. / auth sub.shop.test. 300 NS ns.sub.shop.test. / auth sub.shop.test. 300 NS ns.shop.test. / add ns.sub.shop.test. 300 A 192.0.2.8 / add ns.shop.test. 300 A 192.0.2.1 / add ns.shop.test. 300 AAAA 2001:db8:0:0:0:0:0:1
            wildto.shop.test. A     | NOERROR qr aa rd / wildto.shop.test. 300 CNAME q.wild.shop.test. / q.wild.shop.test. 300 A 192.0.2.6 / NS
            p.Q.wild.shop.test. A   | NOERROR qr aa rd / p.Q.wild.shop.test. 300 A 192.0.2.6 / NS
            p.wild.shop.test. MX    | NOERROR qr aa rd / p.wild.shop.test. 300 MX 5 mail.shop.test. / NS / add mail.shop.test. 300 A 192.0.2.2
            p.wild.shop.test. TXT   | NOERROR qr aa rd / SOA
            wild.shop.test. A       | NOERROR qr aa rd / SOA
            *.wild.shop.test. A     | NOERROR qr aa rd / *.wild.shop.test. 300 A 192.0.2.6 / NS
            z.y.wild.shop.test. A   | NXDOMAIN qr aa rd / SOA
            y.wild.shop.test. A     | NOERROR qr aa rd / SOA
            p.cwild.shop.test. A    | NOERROR qr aa rd / p.cwild.shop.test. 300 CNAME www.shop.test. / www.shop.test. 300 A 192.0.2.3 / www.shop.test. 300 A 192.0.2.4 / NS
            sub.shop.test. A        | NOERROR qr rd / auth sub.shop.test. 300 NS ns.sub.shop.test. / auth sub.shop.test. 300 NS ns.shop.test. / add ns.sub.shop.test. 300 A 192.0.2.8 / add ns.shop.test. 300 A 192.0.2.1 / add ns.shop.test. 300 AAAA 2001:db8:0:0:0:0:0:1
            sub.shop.test. DS       | NOERROR qr aa rd / SOA
            moved.shop.test. TXT    | NOERROR qr aa rd / moved.shop.test. 300 TXT here / NS
            host.moved.shop.test. A | NOERROR qr aa rd / moved.shop.test. 300 DNAME kept.shop.test. / host.moved.shop.test. 300 CNAME host.kept.shop.test. / host.kept.shop.test. 300 A 192.0.2.9 / NS
            none.moved.shop.test. A | NOERROR qr aa rd / moved.shop.test. 300 DNAME kept.shop.test. / none.moved.shop.test. 300 CNAME none.kept.shop.test.
            www.out.shop.test. A    | NOERROR qr aa rd / out.shop.test. 300 DNAME elsewhere.test. / www.out.shop.test. 300 CNAME www.elsewhere.test. / www.elsewhere.test. 50 A 203.0.113.1
            svc.shop.test. HTTPS    | NOERROR qr aa rd / svc.shop.test. 300 HTTPS 1 www.shop.test. alpn=h2 / NS / add www.shop.test. 300 A 192.0.2.3 / add www.shop.test. 300 A 192.0.2.4
            """)
    void questionsAreAnsweredAsTheAlgorithmSays(String question, String expected) {
        String[] words = question.strip().split(" ");
        assertThat(dig(Ask.tcp(words[0], words[1])))
                .isEqualTo(expected.strip().replace("/ SOA", "/ " + SOA).replaceAll("/ NS(?= /|$)", "/ " + NS));
    }

    @Test
    void nothingBelowACutIsAnswered() {
        for (String question : List.of("deep.sub.shop.test. TXT", "ns.sub.shop.test. A", "x.y.sub.shop.test. DS")) {
            String[] words = question.split(" ");
            assertThat(dig(Ask.tcp(words[0], words[1])))
                    .startsWith("NOERROR qr rd / auth sub.shop.test. 300 NS")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void loopEndsInServfail() {
        assertThat(dig(Ask.tcp("loop.shop.test.", "A")))
                .isEqualTo("SERVFAIL qr aa rd / loop.shop.test. 300 CNAME loop2.shop.test.");
    }

    @Test
    void dnameThatMakesTheNameTooLongIsYxdomain() throws IOException, ZoneFileException {
        String label = "x".repeat(60);
        zone = zone("@ 60 SOA ns admin 1 2 3 4 5\nlong DNAME " + (label + ".").repeat(3) + "shop.test.\n");
        assertThat(dig(Ask.tcp(label + "." + label + ".long.shop.test.", "A")))
                .startsWith("YXDOMAIN qr aa rd / long.shop.test. 60 DNAME");
    }

    @Test
    void transferIsRefusedWhereNobodyOffersIt() {
        assertThat(dig(Ask.tcp("shop.test.", "AXFR"))).startsWith("REFUSED");
    }

    @Test
    void rootMayBeAZone() throws IOException, ZoneFileException {
        Path file = Files.writeString(
                folder.resolve("db.root"), ". 60 SOA a b 1 2 3 4 5\nhost A 192.0.2.1\ntest NS ns.test.\n");
        zone = new ZoneFileReader(ZoneFileLimits.standard())
                .read(file, DomainName.ROOT, folder)
                .zone();
        assertThat(dig(Ask.tcp("host.", "A"))).isEqualTo("NOERROR qr aa rd / host. 60 A 192.0.2.1");
        assertThat(dig(Ask.tcp("a.test.", "A"))).isEqualTo("NOERROR qr rd / auth test. 60 NS ns.test.");
        assertThat(dig(Ask.tcp("nope.", "A"))).startsWith("NXDOMAIN qr aa rd / auth . 5 SOA");
    }

    @Test
    void versionHoldsEveryRecordOnceAndTheSoaFirst() {
        List<Rrset> sets = new ArrayList<>();
        zone.forEach(sets::add);
        assertThat(sets.get(0).type()).isEqualTo(RecordType.SOA);
        assertThat(sets.get(0).ttl()).isEqualTo(3600);
        assertThat(sets).doesNotHaveDuplicates();
        assertThat(sets.stream().mapToInt(Rrset::size).sum()).isEqualTo(36);
        assertThat(sets).anySatisfy(set -> assertThat(set.owner().toString()).isEqualTo("deep.sub.shop.test."));
        assertThat(zone.serial()).isEqualTo(7);
    }

    @Test
    void answerIsAnObjectThatWasMadeBefore() {
        Query query = Ask.udp("www.shop.test.", "A");
        byte[] out = new byte[1232];
        AnswerEncoder encoder = new AnswerEncoder(true);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 20_000; i++) {
                query.read(query.octets(), query.length(), Transport.UDP, Ask.CLIENT);
                if (encoder.encode(query, zone.resolve(query, outside), out) < 60) {
                    throw new AssertionError("no answer");
                }
            }
            least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / 20_000);
        }
        assertThat(least).isZero();
    }

    @Test
    void recordsOfOneSetTakeTheLowestTtlAndDuplicatesAreOne() throws IOException, ZoneFileException {
        zone = zone("@ 60 SOA ns admin 1 2 3 4 5\nx 50 A 192.0.2.1\nx 20 A 192.0.2.2\nx 30 A 192.0.2.1\n");
        assertThat(dig(Ask.tcp("x.shop.test.", "A")))
                .isEqualTo("NOERROR qr aa rd / x.shop.test. 20 A 192.0.2.1 / x.shop.test. 20 A 192.0.2.2");
    }

    @Test
    void builderTakesTheSoaThatEndsATransfer() {
        ZoneBuilder builder = new ZoneBuilder(DomainName.parse("shop.test."));
        Rdata soa = new Rdata.Soa(DomainName.ROOT, DomainName.ROOT, 9, 1, 1, 1, 1);
        assertThat(builder.add(builder.apex(), RecordType.SOA, 60, soa)).isNull();
        assertThat(builder.add(builder.apex(), RecordType.SOA, 60, soa)).isNull();
        assertThat(builder.add(DomainName.parse("other.test."), RecordType.SOA, 60, soa))
                .contains("not within shop.test.");
        StaticZone built = builder.build();
        assertThat(built).isNotNull();
        assertThat(built.serial()).isEqualTo(9);
        assertThat(new ZoneBuilder(DomainName.ROOT).build()).isNull();
    }

    @Test
    void layerPassesOnWhatFallsThroughAndRefusesWhereNothingIsBelow() {
        LoadedZone loaded = new LoadedZone(DomainName.parse("shop.test."));
        Answer next = new Answer.Failure(9);
        List<DomainName> all = List.of(DomainName.ROOT);
        Resolver strict = new ZoneLayer(new ZoneSet(List.of(loaded)), List.of(), null, List.of(), () -> ELSEWHERE)
                .over(q -> next);
        Resolver open =
                new ZoneLayer(new ZoneSet(List.of(loaded)), List.of(), null, all, () -> ELSEWHERE).over(q -> next);
        Resolver last = new ZoneLayer(new ZoneSet(List.of(loaded)), List.of(), null, List.of(), () -> ELSEWHERE)
                .over(Resolver.NOBODY);

        assertThat(strict.resolve(Ask.udp("www.shop.test.", "A")).rcode()).isEqualTo(2);
        loaded.publish(zone);
        assertThat(strict.resolve(Ask.udp("nope.shop.test.", "A")).rcode()).isEqualTo(3);
        assertThat(open.resolve(Ask.udp("nope.shop.test.", "A"))).isSameAs(next);
        assertThat(open.resolve(Ask.udp("b.c.shop.test.", "A"))).isSameAs(next);
        assertThat(open.resolve(Ask.udp("www.shop.test.", "AAAA")).rcode()).isZero();
        assertThat(open.resolve(Ask.udp("x.sub.shop.test.", "A")).authority()).isNotEmpty();
        assertThat(strict.resolve(Ask.udp("www.other.test.", "A"))).isSameAs(next);
        assertThat(last.resolve(Ask.udp("www.other.test.", "A")).rcode()).isEqualTo(5);
    }

    @Test
    void watchersAreToldOfNewVersionsUntilTheyEnd() {
        LoadedZone loaded = new LoadedZone(DomainName.parse("shop.test."));
        ZoneSet set = new ZoneSet(List.of(loaded));
        List<TransferableZone> told = new ArrayList<>();
        TransferableZones.Watch watch = set.watch(told::add);
        loaded.publish(zone);
        set.published(loaded);
        watch.close();
        set.published(loaded);
        assertThat(told).containsExactly(loaded);
        assertThat(loaded.changesSince(7)).isEmpty();
        assertThat(loaded.changesSince(6)).isNull();
        assertThat(set.find(DomainName.parse("SHOP.test."))).isSameAs(loaded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            P.Wild.shop.test. A    | *.wild.shop.test.
            p.wild.shop.test. TXT  | *.wild.shop.test.
            p.cwild.shop.test. A   | *.cwild.shop.test.
            wildto.shop.test. A    | ''
            *.wild.shop.test. A    | ''
            www.shop.test. A       | ''
            nope.shop.test. A      | ''
            """)
    void wildcardThatAQuestionMatchesIsTold(String question, String wildcard) {
        String[] words = question.split(" ");
        Query query = Ask.udp(words[0], words[1]);
        SourceMetadata.ask(query);
        zone.resolve(query, outside);
        assertThat(SourceMetadata.INSTANCE.value("zone/wildcard", query)).isEqualTo(wildcard);
        assertThat(SourceMetadata.INSTANCE.value("forward/upstream", query)).isEmpty();
    }
}
