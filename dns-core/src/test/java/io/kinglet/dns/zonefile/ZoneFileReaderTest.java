package io.kinglet.dns.zonefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.Rrset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneFileReaderTest {

    private static final DomainName APEX = DomainName.parse("shop.test.");
    private static final String SOA = "@ 60 SOA ns admin 1 2 3 4 5\n";

    @TempDir
    private Path folder;

    private ZoneFile read(String text, ZoneFileLimits limits) throws IOException, ZoneFileException {
        Path file = Files.writeString(folder.resolve("db.shop.test"), text);
        return new ZoneFileReader(limits).read(file, APEX, folder);
    }

    private List<String> sets(String text) throws IOException, ZoneFileException {
        List<String> sets = new ArrayList<>();
        for (Rrset set : read(text, ZoneFileLimits.standard()).zone()) {
            sets.add(set.owner() + " " + set.ttl() + " " + io.kinglet.dns.rr.RecordType.name(set.type()) + " "
                    + set.size());
        }
        return sets.subList(1, sets.size());
    }

    /** Each {@code /} is the end of a line; every file begins with a SOA of TTL 60. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            the TTL stated last            | a 70 A 192.0.2.1/b A 192.0.2.2          | a.shop.test. 70 A 1, b.shop.test. 70 A 1
            the TTL of the SOA             | b A 192.0.2.2                           | b.shop.test. 60 A 1
            $TTL over one stated           | $TTL 1h/a 70 A 192.0.2.1/b A 192.0.2.2  | a.shop.test. 70 A 1, b.shop.test. 3600 A 1
            class and TTL in any order     | a IN 5 A 192.0.2.1/b 6 IN A 192.0.2.2   | a.shop.test. 5 A 1, b.shop.test. 6 A 1
            the owner above                | a A 192.0.2.1/ AAAA ::1                 | a.shop.test. 60 A 1, a.shop.test. 60 AAAA 1
            $ORIGIN, absolute and relative | $ORIGIN x.shop.test./a A 192.0.2.1/$ORIGIN y/a A 192.0.2.1 | a.x.shop.test. 60 A 1, a.y.x.shop.test. 60 A 1
            comments and blank lines       | ; nothing// /a A 192.0.2.1 ; one        | a.shop.test. 60 A 1
            parentheses                    | a TXT ( "x"/ "y" )                      | a.shop.test. 60 TXT 1
            an escaped dot and a digit code | a\\.b A 192.0.2.1/c\\046d A 192.0.2.1 | a\\.b.shop.test. 60 A 1, c\\.d.shop.test. 60 A 1
            a type by number               | a TYPE65280 \\# 2 abcd                  | a.shop.test. 60 TYPE65280 1
            $GENERATE                      | $GENERATE 1-3 h$ A 192.0.2.$            | h1.shop.test. 60 A 1, h2.shop.test. 60 A 1, h3.shop.test. 60 A 1
            $GENERATE with a step and TTL  | $GENERATE 0-4/2 h${10,3} 9 IN A 192.0.2.$ | h010.shop.test. 9 A 1, h012.shop.test. 9 A 1, h014.shop.test. 9 A 1
            a TTL in units                 | a 1h30m A 192.0.2.1                     | a.shop.test. 5400 A 1
            """)
    void presentationFormatIsUnderstood(String what, String text, String expected)
            throws IOException, ZoneFileException {
        assertThat(sets(SOA + text.replace("/", "\n").replace("0-4\n2", "0-4/2") + "\n"))
                .as(what)
                .containsExactlyInAnyOrder(expected.split(", "));
    }

    /** Line 1 is the SOA. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a AA 192.0.2.1           | 2: found `AA`; accepted is the type of a record
            a A 192.0.2.300          | 2: Invalid address: 192.0.2.300
            a A 192.0.2.1 more       | 2: unexpected tokens at end of record
            a MX mail                | 2: expected an integer
            a CH TXT "x"             | 2: found class `CH`; zones are of class IN
            $TTL forever             | 2: expected a TTL value
            $TTTL 5                  | 2: found `$TTTL`; accepted are `$ORIGIN`, `$TTL`, `$INCLUDE`, `$GENERATE`
            a 99999999999 A 192.0.2.1 | 2:
            a..b A 192.0.2.1         | 2: `a..b` is no name
            a SOA ns admin 1 2 3 4 5 | 2: the SOA is owned by a.shop.test., the zone is shop.test.
            a NSEC3PARAM 1 0 10 ab   | 2: NSEC3 is not served; sign the zone with NSEC
            $INCLUDE missing         | missing: there is no such file
            $INCLUDE ../outside      | 2: `$INCLUDE ../outside` leaves
            $INCLUDE /etc/passwd     | 2: `$INCLUDE /etc/passwd` leaves
            $INCLUDE db.shop.test    | `$INCLUDE` goes deeper than 7 files
            $GENERATE 5-1 h$ A 192.0.2.$ | 2: found `5-1` for `$GENERATE`; accepted is a range
            $GENERATE 1-5/0 h$ A 192.0.2.$ | 2: found `1-5/0` for `$GENERATE`
            $GENERATE 1-999999 h$ A 192.0.2.$ | 2: `$GENERATE` makes at most 65536 records
            $GENERATE 1-5 h${0,2000000000} A 192.0.2.$ | 2: found `h${0,2000000000}` for `$GENERATE`; accepted is a width
            $GENERATE 1-5 h$ MX 5 x  | 2: found `MX` for `$GENERATE`; accepted are `A`
            $GENERATE 1-5 h$ A $.$.$.$$ | 2: `$GENERATE` made no record: Invalid address
            """)
    void mistakeIsToldWithItsLine(String text, String expected) {
        assertThatThrownBy(() -> read(SOA + text + "\n", ZoneFileLimits.standard()))
                .isInstanceOf(ZoneFileException.class)
                .message()
                .startsWith(folder.toString())
                .contains(expected.matches("[0-9].*") ? "db.shop.test:" + expected : expected);
    }

    @Test
    void fileWithoutSoaOrWithoutOwnerIsRefused() {
        assertThatThrownBy(() -> read("a 5 A 192.0.2.1\n", ZoneFileLimits.standard()))
                .hasMessageContaining("db.shop.test: no SOA is owned by shop.test.");
        assertThatThrownBy(() -> read("\n  A 192.0.2.1\n", ZoneFileLimits.standard()))
                .hasMessageContaining("db.shop.test:2: a line that begins with a blank");
        assertThatThrownBy(() -> new ZoneFileReader(ZoneFileLimits.standard()).read(folder, APEX, folder))
                .hasMessageContaining("this is a folder");
    }

    @Test
    void includedFileHasItsOwnOriginAndOwner() throws IOException, ZoneFileException {
        Files.createDirectory(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/hosts"), "x A 192.0.2.1\n$ORIGIN far\ny A 192.0.2.2\n");
        assertThat(sets(SOA + "a A 192.0.2.9\n$INCLUDE parts/hosts in\n  AAAA ::1\nb A 192.0.2.8\n"))
                .containsExactlyInAnyOrder(
                        "a.shop.test. 60 A 1",
                        "a.shop.test. 60 AAAA 1",
                        "x.in.shop.test. 60 A 1",
                        "y.far.in.shop.test. 60 A 1",
                        "b.shop.test. 60 A 1");
    }

    @Test
    void linkThatLeavesTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.createTempFile("outside", ".zone");
        try {
            Files.createSymbolicLink(folder.resolve("inside"), outside);
            assertThatThrownBy(() -> read(SOA + "$INCLUDE inside\n", ZoneFileLimits.standard()))
                    .hasMessageContaining("leaves");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void whatDoesNotBelongIsLeftOutAndTold() throws IOException, ZoneFileException {
        ZoneFile file = read(
                SOA + "www.other.test. A 192.0.2.1\nc CNAME a\nc CNAME b\n" + "x.other.test. A 192.0.2.1\n".repeat(20),
                ZoneFileLimits.standard());
        assertThat(file.warnings()).hasSize(11);
        assertThat(file.warnings().get(0)).endsWith("db.shop.test:2: www.other.test. is not within shop.test.");
        assertThat(file.warnings().get(1)).endsWith("db.shop.test:4: c.shop.test. has one CNAME already");
        assertThat(file.warnings().get(10)).isEqualTo("and 12 records more were left out");
    }

    @Test
    void zoneThatIsTooBigIsRefused() {
        ZoneFileLimits small = new ZoneFileLimits(4096, 10, 2, 3, 8);
        assertThatThrownBy(() -> read(SOA + "$GENERATE 1-8 a$ A 192.0.2.$\n" + "$GENERATE 1-8 b$ A 192.0.2.$\n", small))
                .hasMessageContaining("a zone of more than 10 records is not loaded");
        assertThatThrownBy(() -> read(SOA + ";" + "x".repeat(5000), small))
                .hasMessageContaining("the files of a zone have at most 4096 octets together");
        assertThatThrownBy(() -> {
                    Files.writeString(folder.resolve("part"), "; nothing\n");
                    read(SOA + "$INCLUDE part\n".repeat(3), small);
                })
                .hasMessageContaining("includes at most 2 files");
    }
}
