package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.ZoneLayer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Section;

/** A secondary of primaries that are this program's own, without sockets. */
class SecondaryZonesTest {

    private static final InetSocketAddress ONE = new InetSocketAddress("10.0.0.1", 53);
    private static final InetSocketAddress TWO = new InetSocketAddress("10.0.0.2", 53);

    private final FakeTicker ticker = new FakeTicker();
    private final FixedZone one = new FixedZone();
    private final FixedZone two = new FixedZone();
    private final Primaries primaries = new Primaries(Map.of(ONE, one, TWO, two));
    private final Shelf shelf = new Shelf();
    private final SecondaryZones secondary = new SecondaryZones(
            new SecondaryConfig(List.of(FixedZone.APEX), List.of(ONE, TWO), List.of()),
            LoadedZone::new,
            primaries,
            ticker,
            ticker,
            shelf);

    @AfterEach
    void nothingIsLeft() {
        secondary.close();
        assertThat(ticker.pending()).isZero();
    }

    private void settle() {
        ticker.advanceSeconds(0);
        ticker.advanceSeconds(0);
        ticker.advanceSeconds(0);
    }

    private String dig(String name, String type) {
        Resolver chain = new ZoneLayer(secondary.zones(), List.of(), null, List.of(), () -> Resolver.REFUSED)
                .over(Resolver.NOBODY);
        Query query = Ask.tcp(name, type);
        return Dig.text(query, chain.resolve(query))
                .lines()
                .limit(2)
                .reduce((a, b) -> a + " | " + b)
                .orElse("");
    }

    private long serial() {
        StaticZone zone =
                Objects.requireNonNull(secondary.zones().find(FixedZone.APEX)).current();
        return zone == null ? -1 : zone.serial();
    }

    private String notify(String from, long serial) {
        Message message = Ask.message("zone.test.", "SOA");
        message.getHeader().setOpcode(Opcode.NOTIFY);
        message.getHeader().unsetFlag(org.xbill.DNS.Flags.RD);
        if (serial > 0) {
            message.addRecord(
                    new org.xbill.DNS.SOARecord(
                            message.getQuestion().getName(),
                            org.xbill.DNS.DClass.IN,
                            0,
                            message.getQuestion().getName(),
                            message.getQuestion().getName(),
                            serial,
                            0,
                            0,
                            0,
                            0),
                    Section.ANSWER);
        }
        Query query = new Query();
        byte[] octets = message.toWire();
        query.read(octets, octets.length, Transport.UDP, Client.of(new InetSocketAddress(from, 5353)));
        Resolver chain = secondary.notifications().over(it -> Resolver.NO_NOTIFY);
        return Dig.text(query, chain.resolve(query));
    }

    @Test
    void zoneIsServfailUntilItHasBeenCopied() {
        assertThat(dig("host1.zone.test.", "A")).isEqualTo("SERVFAIL qr rd");
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        assertThat(dig("host1.zone.test.", "A")).isEqualTo("NOERROR qr aa rd | host1.zone.test. 60 A 10.0.0.1");
        assertThat(dig("host2.zone.test.", "A")).startsWith("NXDOMAIN qr aa");
        assertThat(primaries.asked).containsExactly("10.0.0.1 AXFR");
        assertThat(shelf.versions()).hasSize(1);
    }

    @Test
    void zoneOfManyMessagesIsWhole() {
        one.version = new FixedZone.Version(7, 5000);
        secondary.start();
        settle();
        assertThat(dig("host4999.zone.test.", "A")).startsWith("NOERROR");
        List<String> owners = new ArrayList<>();
        Objects.requireNonNull(Objects.requireNonNull(secondary.zones().find(FixedZone.APEX))
                        .current())
                .forEach(set -> owners.add(set.owner().toString()));
        assertThat(owners).hasSize(5001);
    }

    @Test
    void refreshAsksForChangesAtTheTimesOfTheSoa() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        ticker.advanceSeconds(3599);
        assertThat(primaries.asked).hasSize(1);
        ticker.advanceSeconds(1);
        settle();
        assertThat(primaries.asked).containsExactly("10.0.0.1 AXFR", "10.0.0.1 IXFR");
        assertThat(shelf.versions()).hasSize(1);
        one.version = new FixedZone.Version(9, 2);
        one.changes = List.of(
                FixedZone.change(7, 8, "nobody", "x"),
                new io.kinglet.dns.zone.ZoneChange(
                        FixedZone.soa(8),
                        List.of(FixedZone.address("x", 8), FixedZone.address("host1", 1)),
                        FixedZone.soa(9),
                        List.of(FixedZone.address("y", 9))));
        ticker.advanceSeconds(3600);
        settle();
        // The first change removes what is not there, so all of the zone is asked for.
        assertThat(primaries.asked).endsWith("10.0.0.1 IXFR", "10.0.0.1 AXFR");
        assertThat(serial()).isEqualTo(9);
    }

    @Test
    void changesArePutOverTheZone() {
        one.version = new FixedZone.Version(7, 3);
        secondary.start();
        settle();
        one.version = new FixedZone.Version(9, 1);
        one.changes = List.of(
                new io.kinglet.dns.zone.ZoneChange(
                        FixedZone.soa(7),
                        List.of(FixedZone.address("host1", 1)),
                        FixedZone.soa(8),
                        List.of(FixedZone.address("x", 8))),
                new io.kinglet.dns.zone.ZoneChange(
                        FixedZone.soa(8),
                        List.of(FixedZone.address("x", 8)),
                        FixedZone.soa(9),
                        List.of(FixedZone.address("y", 9))));
        assertThat(notify("10.0.0.1", 9)).isEqualTo("NOERROR qr aa");
        settle();
        assertThat(primaries.asked).containsExactly("10.0.0.1 AXFR", "10.0.0.1 IXFR");
        assertThat(serial()).isEqualTo(9);
        assertThat(dig("host1.zone.test.", "A")).startsWith("NXDOMAIN");
        assertThat(dig("x.zone.test.", "A")).startsWith("NXDOMAIN");
        assertThat(dig("y.zone.test.", "A")).startsWith("NOERROR");
        assertThat(dig("host2.zone.test.", "A")).startsWith("NOERROR");
    }

    @Test
    void nextPrimaryIsAskedWhenOneIsNotThere() {
        primaries.up.remove(ONE);
        two.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        assertThat(primaries.asked).containsExactly("10.0.0.1 AXFR", "10.0.0.2 AXFR");
        assertThat(serial()).isEqualTo(7);
    }

    @Test
    void firstCopyIsTriedAgainAfterEverLongerPauses() {
        secondary.start();
        settle();
        assertThat(primaries.asked).hasSize(2);
        ticker.advanceSeconds(0.25);
        settle();
        assertThat(primaries.asked).hasSize(4);
        ticker.advanceSeconds(0.5);
        settle();
        assertThat(primaries.asked).hasSize(6);
        ticker.advanceSeconds(60);
        assertThat(primaries.asked.size()).isBetween(6 + 2 * 7, 6 + 2 * 11);
        one.version = new FixedZone.Version(7, 2);
        ticker.advanceSeconds(10);
        settle();
        assertThat(serial()).isEqualTo(7);
    }

    @Test
    void zoneThatCannotBeRefreshedExpiresAndComesBack() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        primaries.up.clear();
        ticker.advanceSeconds(86_000);
        assertThat(dig("host1.zone.test.", "A")).startsWith("NOERROR");
        assertThat(primaries.asked.size()).as("at each retry").isBetween(200, 300);
        ticker.advanceSeconds(401);
        settle();
        assertThat(dig("host1.zone.test.", "A")).isEqualTo("SERVFAIL qr rd");
        primaries.up.put(ONE, one);
        ticker.advanceSeconds(11);
        settle();
        assertThat(dig("host1.zone.test.", "A")).startsWith("NOERROR");
    }

    @Test
    void refreshPutsTheEndOff() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        ticker.advanceSeconds(3 * 86_400);
        assertThat(dig("host1.zone.test.", "A")).startsWith("NOERROR");
    }

    @Test
    void notifyCountsFromPrimariesAlone() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        assertThat(notify("10.0.0.3", 9)).isEqualTo("REFUSED qr");
        assertThat(notify("10.0.0.2", 7)).isEqualTo("NOERROR qr aa");
        settle();
        assertThat(primaries.asked).hasSize(1);
        assertThat(notify("10.0.0.2", 8)).isEqualTo("NOERROR qr aa");
        settle();
        assertThat(primaries.asked).hasSize(2);
        assertThat(notify("10.0.0.2", 0)).isEqualTo("NOERROR qr aa");
        ticker.advanceSeconds(1);
        settle();
        assertThat(primaries.asked).hasSize(3);
    }

    @Test
    void primariesAreAskedOnceASecondHoweverOftenTheyNotify() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        for (int i = 0; i < 100; i++) {
            notify("10.0.0.1", 0);
            ticker.advanceSeconds(0.05);
            settle();
        }
        assertThat(primaries.asked.size()).isBetween(5, 7);
    }

    @Test
    void watchersAreToldOfEveryVersion() {
        List<TransferableZone> told = new ArrayList<>();
        secondary.zones().watch(told::add);
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        assertThat(told).hasSize(1);
    }
}
