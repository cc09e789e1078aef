package io.kinglet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who answers for DS where a child zone is served, too (RFC 4035 section 3.1.4.1). */
class ParentSideTest {

    private static final Rdata DIGEST = new Rdata.Unknown(RecordType.DS, new byte[] {1, 2, 8, 2, 1, 2, 3, 4});

    private static LoadedZone zone(String apex, String... secureChildren) {
        DomainName name = DomainName.parse(apex);
        ZoneBuilder builder = new ZoneBuilder(name);
        builder.add(name, RecordType.SOA, 60, new Rdata.Soa(name, name, 1, 2, 3, 4, 5));
        for (String child : secureChildren) {
            builder.add(DomainName.parse(child), RecordType.NS, 60, new Rdata.Ns(name));
            builder.add(DomainName.parse(child), RecordType.DS, 60, DIGEST);
        }
        LoadedZone zone = new LoadedZone(name);
        zone.publish(Objects.requireNonNull(builder.build()));
        return zone;
    }

    private static ZoneSet set(LoadedZone... zones) {
        return new ZoneSet(Arrays.asList(zones));
    }

    private static Resolver layer(ZoneSet zones, ZoneSet... below) {
        Resolver chain = Resolver.NOBODY;
        for (ZoneSet one : below) {
            chain = new ZoneLayer(one, List.of(), null, List.of(), () -> Resolver.REFUSED).over(chain);
        }
        return new ZoneLayer(zones, Arrays.asList(below), null, List.of(), () -> Resolver.REFUSED).over(chain);
    }

    private static String ask(Resolver chain, String name, String type) {
        Query query = Ask.udp(name, type);
        return Dig.text(query, chain.resolve(query)).lines().limit(2).reduce("", (a, b) -> a + b + " / ");
    }

    private static final String DS = "NOERROR qr aa rd / a.test. 60 DS 258 8 2 01020304 / ";

    @Test
    void parentOfTheSameDirectiveAnswers() {
        Resolver chain = layer(set(zone("a.test."), zone("test.", "a.test.")));
        assertThat(ask(chain, "a.test.", "DS")).isEqualTo(DS);
        assertThat(ask(chain, "a.test.", "SOA")).contains("a.test. 60 SOA");
        assertThat(ask(chain, "x.a.test.", "DS")).startsWith("NXDOMAIN qr aa rd");
    }

    @Test
    void parentOfALayerBelowAnswers() {
        Resolver chain = layer(set(zone("a.test.")), set(zone("test.", "a.test.")));
        assertThat(ask(chain, "a.test.", "DS")).isEqualTo(DS);
        assertThat(ask(chain, "a.test.", "SOA")).contains("a.test. 60 SOA");
    }

    @Test
    void childAloneSaysThatItHasNone() {
        assertThat(ask(layer(set(zone("a.test."))), "a.test.", "DS"))
                .startsWith("NOERROR qr aa rd / auth a.test. 5 SOA");
        assertThat(ask(layer(set(zone("a.test.")), set(zone("b.test."))), "a.test.", "DS"))
                .startsWith("NOERROR qr aa rd / auth a.test. 5 SOA");
        assertThat(ask(layer(set(zone("."))), ".", "DS")).startsWith("NOERROR qr aa rd / ");
    }

    @Test
    void childHasNoDsOfItsOwn() {
        ZoneBuilder builder = new ZoneBuilder(DomainName.parse("a.test."));
        assertThat(builder.add(builder.apex(), RecordType.DS, 60, DIGEST))
                .isEqualTo("DS of a.test. belongs to the zone above it");
    }
}
