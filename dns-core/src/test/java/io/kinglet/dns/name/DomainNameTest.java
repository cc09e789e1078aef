package io.kinglet.dns.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

class DomainNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "org.",
                "www.example.org.",
                "WWW.Example.org.",
                "*.a.",
                "_http._tcp.a.",
                "a\\.b.c.",
                "a\\032b.c.",
                "\\000\\255.x.",
                "a\\\\b.",
                "\\(x\\;\\).",
                "\\@.",
                "\\$x."
            })
    void presentationFormatIsReadAndWrittenAsDnsjavaDoes(String text) throws Exception {
        DomainName name = DomainName.parse(text);
        byte[] octets = new byte[name.length()];
        name.copyTo(octets, 0);
        assertThat(octets).isEqualTo(Name.fromString(text).toWire());
        assertThat(name).hasToString(Name.fromString(text).toString());
        assertThat(name.labels()).isEqualTo(Name.fromString(text).labels() - 1);
    }

    @Test
    void missingFinalDotIsAdded() {
        assertThat(DomainName.parse("a.b")).hasToString("a.b.").isEqualTo(DomainName.parse("a.b."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a..b.", ".a.", "a\\", "a\\25", "a\\256.", "a\\1x2.", "\u20ac.org."})
    void brokenTextIsRefusedInWords(String text) {
        assertThatThrownBy(() -> DomainName.parse(text))
                .isInstanceOf(NameSyntaxException.class)
                .hasMessageContaining(text);
    }

    @Test
    void limitsAreThoseOfTheRfc() {
        String label = "x".repeat(63);
        String most = label + "." + label + "." + label + "." + "x".repeat(61);
        assertThat(DomainName.parse(most).length()).isEqualTo(255);
        assertThat(DomainName.parse(most + ".").length()).isEqualTo(255);
        assertThatThrownBy(() -> DomainName.parse(most + "x")).isInstanceOf(NameSyntaxException.class);
        assertThatThrownBy(() -> DomainName.parse(most + ".x")).isInstanceOf(NameSyntaxException.class);
        assertThatThrownBy(() -> DomainName.parse("x" + label)).isInstanceOf(NameSyntaxException.class);
        assertThatThrownBy(() -> DomainName.parse("x.".repeat(128))).isInstanceOf(NameSyntaxException.class);
        assertThat(DomainName.parse("x.".repeat(127)).labels()).isEqualTo(127);
    }

    @Test
    void everyNameOfRandomOctetsReadsBackFromItsText() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 2_000; round++) {
            byte[] octets = new byte[2 + random.nextInt(60)];
            random.nextBytes(octets);
            octets[0] = (byte) (octets.length - 2);
            octets[octets.length - 1] = 0;
            if (octets[0] == 0) {
                continue;
            }
            DomainName name = DomainName.copyOf(octets, 0, octets.length);
            byte[] back = new byte[octets.length];
            DomainName.parse(name.toString()).copyTo(back, 0);
            assertThat(back).isEqualTo(octets);
        }
    }

    @Test
    void equalityAndHashIgnoreCase() {
        assertThat(DomainName.parse("A.b.")).isEqualTo(DomainName.parse("a.B."));
        assertThat(DomainName.parse("A.b.")).hasSameHashCodeAs(DomainName.parse("a.B."));
        assertThat(DomainName.parse("a.b.")).isNotEqualTo(DomainName.parse("a.c."));
        assertThat(DomainName.parse("a.b.")).isNotEqualTo(DomainName.parse("a\\.b."));
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.org., Example.org., true",
        "example.org., example.org., true",
        "xexample.org., example.org., false",
        "org., example.org., false",
        "org., ., true"
    })
    void zoneIsComparedOnLabelBoundaries(String name, String zone, boolean within) {
        assertThat(DomainName.parse(name).isWithin(DomainName.parse(zone))).isEqualTo(within);
    }

    @Test
    void childHasOneLabelMoreAndNoEscapesInIt() {
        assertThat(DomainName.parse("b.").child("a")).hasToString("a.b.");
        assertThat(DomainName.parse("b.").child("x.y")).hasToString("x\\.y.b.");
        assertThatThrownBy(() -> DomainName.ROOT.child("")).isInstanceOf(NameSyntaxException.class);
        assertThatThrownBy(() -> DomainName.ROOT.child("x".repeat(64))).isInstanceOf(NameSyntaxException.class);
    }
}
