package io.kinglet.dns.zonefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are nearly sound are read or refused, and nothing else. */
class ZoneFileMutationTest {

    private static final int FILES = 3000;
    private static final String WORDS = "$;()\"\\@\n \t09azAZ.{}/-,:*#_";
    private static final String TEXT = """
            $ORIGIN shop.test.
            $TTL 1h
            @ IN SOA ns admin ( 1 2h 3h 4w ; comment
               60 )
            @ NS ns
            ns A 192.0.2.1
            ns AAAA 2001:db8::1
            txt 5 TXT "a;b" c\\009
            svc HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1
            caa CAA 0 issue "ca.test"
            loc LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
            srv SRV 0 1 2 ns
            key DNSKEY 257 3 8 AwEAAQ==
            nsec NSEC txt A RRSIG
            naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:a@b!" .
            odd TYPE65280 \\# 2 abcd
            $GENERATE 1-9/2 h${0,3} A 192.0.2.$
            """;

    @TempDir
    private Path folder;

    @Test
    void mutantIsReadOrRefusedWithItsFile() throws IOException {
        ZoneFileReader reader = new ZoneFileReader(new ZoneFileLimits(8192, 500, 3, 3, 64));
        Path file = folder.resolve("db");
        int read = 0;
        for (int seed = 0; seed < FILES; seed++) {
            Files.write(file, mutant(new SplittableRandom(seed)));
            try {
                assertThat(reader.read(file, DomainName.parse("shop.test."), folder)
                                .zone()
                                .names())
                        .isPositive();
                read++;
            } catch (ZoneFileException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith(file + ":");
            }
        }
        assertThat(read).isBetween(FILES / 20, FILES - FILES / 20);
    }

    private static byte[] mutant(SplittableRandom random) {
        StringBuilder text = new StringBuilder(TEXT);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(text.length());
            char word = WORDS.charAt(random.nextInt(WORDS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, word);
                case 1 -> text.insert(at, word);
                default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(1, 12)));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
