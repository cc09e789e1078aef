package io.kinglet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.zonefile.ZoneFileException;
import io.kinglet.dns.zonefile.ZoneFileLimits;
import io.kinglet.dns.zonefile.ZoneFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a zone that was signed with NSEC adds to its answers when it is asked to (RFC 4035 section 3.1). */
class SignedZoneTest {

    private static final String SIGNATURE = " 8 2 300 20300101000000 20200101000000 4711 s.test. AAAA\n";

    private static final String TEXT = """
            $TTL 300
            @      SOA ns admin 1 2 3 4 60
            @      RRSIG SOA%1$s\
            @      NS ns
            @      RRSIG NS%1$s\
            @      NSEC alias NS SOA RRSIG NSEC
            @      RRSIG NSEC%1$s\
            alias  CNAME www
            alias  RRSIG CNAME%1$s\
            alias  NSEC x.ent CNAME RRSIG NSEC
            alias  RRSIG NSEC%1$s\
            x.ent  A 192.0.2.3
            x.ent  RRSIG A%1$s\
            x.ent  NSEC safe A RRSIG NSEC
            x.ent  RRSIG NSEC%1$s\
            safe   NS ns.safe
            safe   DS 1 8 2 0123456789012345678901234567890123456789012345678901234567890123
            safe   RRSIG DS%1$s\
            safe   NSEC sub NS DS RRSIG NSEC
            safe   RRSIG NSEC%1$s\
            ns.safe A 192.0.2.9
            sub    NS ns.safe
            sub    NSEC *.wild NS RRSIG NSEC
            sub    RRSIG NSEC%1$s\
            *.wild A 192.0.2.1
            *.wild RRSIG A%1$s\
            *.wild NSEC www A RRSIG NSEC
            *.wild RRSIG NSEC%1$s\
            www    A 192.0.2.2
            www    RRSIG A%1$s\
            www    NSEC @ A RRSIG NSEC
            www    RRSIG NSEC%1$s""".formatted(SIGNATURE);

    @TempDir
    private Path folder;

    private StaticZone zone;

    @BeforeEach
    void read() throws IOException, ZoneFileException {
        Path file = Files.writeString(folder.resolve("db"), TEXT);
        zone = new ZoneFileReader(ZoneFileLimits.standard())
                .read(file, DomainName.parse("s.test."), folder)
                .zone();
    }

    /** Owner and type of each record, what an RRSIG covers behind it; {@code ?} in front of authority. */
    private String types(Query query) {
        String text = Dig.text(query, zone.resolve(query, new OutsideTarget(() -> Resolver.REFUSED, true)));
        return text.lines()
                .skip(1)
                .map(line -> line.replaceAll(
                        "^(auth |add )?(\\S+?)\\.?s\\.test\\. \\d+ (RRSIG \\S+|\\S+).*|^(auth |add )?s\\.test\\. \\d+ (RRSIG \\S+|\\S+).*",
                        "$1$4$2/$3$5"))
                .map(line -> line.replace("RRSIG ", "sig:").replace("auth ", "?"))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            www.s.test. A        | www/A www/sig:A ?/NS ?/sig:NS
            www.s.test. AAAA     | ?/SOA ?/sig:SOA ?www/NSEC ?www/sig:NSEC
            ent.s.test. A        | ?/SOA ?/sig:SOA ?alias/NSEC ?alias/sig:NSEC
            b.s.test. A          | ?/SOA ?/sig:SOA ?alias/NSEC ?alias/sig:NSEC ?/NSEC ?/sig:NSEC
            q.wild.s.test. A     | q.wild/A q.wild/sig:A ?/NS ?/sig:NS ?*.wild/NSEC ?*.wild/sig:NSEC
            q.wild.s.test. AAAA  | ?/SOA ?/sig:SOA ?*.wild/NSEC ?*.wild/sig:NSEC
            alias.s.test. A      | alias/CNAME alias/sig:CNAME www/A www/sig:A ?/NS ?/sig:NS
            alias.s.test. NSEC   | alias/NSEC alias/sig:NSEC ?/NS ?/sig:NS
            a.safe.s.test. A     | ?safe/NS ?safe/DS ?safe/sig:DS add ns.safe/A
            safe.s.test. DS      | safe/DS safe/sig:DS ?/NS ?/sig:NS
            sub.s.test. A        | ?sub/NS ?sub/NSEC ?sub/sig:NSEC add ns.safe/A
            www.s.test. RRSIG    | www/sig:A www/sig:NSEC ?/NS ?/sig:NS
            """)
    void answersCarrySignaturesAndProofs(String question, String expected) {
        String[] words = question.split(" ");
        assertThat(types(Ask.edns(words[0], words[1], 4096, true))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            www.s.test. A        | www/A ?/NS
            www.s.test. AAAA     | ?/SOA
            b.s.test. A          | ?/SOA
            a.safe.s.test. A     | ?safe/NS add ns.safe/A
            """)
    void nothingOfThatComesUnasked(String question, String expected) {
        String[] words = question.split(" ");
        assertThat(types(Ask.edns(words[0], words[1], 4096, false))).isEqualTo(expected);
    }

    @Test
    void namesStandInCanonicalOrder() {
        // RFC 4034 section 6.1.
        List<byte[]> expected = List.of(
                        "example.",
                        "a.example.",
                        "yljkjljk.a.example.",
                        "Z.a.example.",
                        "zABC.a.EXAMPLE.",
                        "z.example.",
                        "\\001.z.example.",
                        "*.z.example.",
                        "\\200.z.example.")
                .stream()
                .map(name -> DomainName.parse(name).canonicalOctets())
                .toList();
        List<byte[]> sorted = new ArrayList<>(expected);
        java.util.Collections.reverse(sorted);
        sorted.sort(new CanonicalOrder());
        assertThat(sorted).isEqualTo(expected);
    }
}
