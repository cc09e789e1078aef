package io.kinglet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a zone that is held as data remembers of its versions. */
class ZoneJournalTest {

    private static final DomainName APEX = DomainName.parse("zone.test.");

    /** A signature that covers a type: nothing of it is looked at but that. */
    private static Rdata signature(int type, int number) {
        byte[] octets = new byte[20];
        octets[1] = (byte) type;
        octets[19] = (byte) number;
        return new Rdata.Unknown(RecordType.RRSIG, octets);
    }

    private static ZoneBuilder zone(int serial) {
        ZoneBuilder builder = new ZoneBuilder(APEX);
        builder.add(APEX, RecordType.SOA, 60, new Rdata.Soa(APEX, APEX, serial, 1, 1, 1, 1));
        return builder;
    }

    private static StaticZone built(ZoneBuilder builder) {
        return Objects.requireNonNull(builder.build());
    }

    private static StaticZone zone(int serial, int addresses) {
        ZoneBuilder builder = zone(serial);
        for (int i = 0; i < addresses; i++) {
            builder.add(APEX.child("h" + i), RecordType.A, 60, new Rdata.Address(IpAddress.v4(i)));
        }
        return built(builder);
    }

    private static List<String> lines(Rrset set) {
        return set.rdata().stream()
                .map(rdata -> set.owner() + " " + set.ttl() + " " + RecordType.name(set.type()) + " "
                        + (rdata instanceof Rdata.Unknown unknown
                                ? List.of(unknown.octets()[1], unknown.octets()[19])
                                : rdata))
                .toList();
    }

    private static Set<String> lines(StaticZone zone) {
        Set<String> lines = new TreeSet<>();
        zone.forEach(set -> lines.addAll(lines(set)));
        return lines;
    }

    /** Adds what may be there and may be not, with one of two TTLs. */
    private static void maybe(ZoneBuilder zone, SplittableRandom random, DomainName owner, int type, Rdata rdata) {
        if (random.nextInt(3) > 0) {
            zone.add(owner, type, 60 + random.nextInt(2), rdata);
        }
    }

    private static StaticZone random(int serial, SplittableRandom random) {
        ZoneBuilder zone = zone(serial);
        for (String label : List.of("a", "b.a", "c", "*", "x.y.z")) {
            DomainName owner = DomainName.parse(label + "." + APEX);
            for (int i = 0; i < 3; i++) {
                maybe(zone, random, owner, RecordType.A, new Rdata.Address(IpAddress.v4(i)));
            }
            maybe(zone, random, owner, RecordType.PTR, new Rdata.Ptr(APEX));
            maybe(zone, random, owner, RecordType.RRSIG, signature(RecordType.A, random.nextInt(3)));
            maybe(zone, random, owner, RecordType.RRSIG, signature(RecordType.PTR, random.nextInt(3)));
        }
        return built(zone);
    }

    private static Set<String> replay(List<ZoneChange> changes, Set<String> start) {
        Set<String> records = new TreeSet<>(start);
        for (ZoneChange change : changes) {
            assertThat(records).containsAll(lines(change.from()));
            records.removeAll(lines(change.from()));
            for (Rrset gone : change.removed()) {
                assertThat(records).containsAll(lines(gone));
                records.removeAll(lines(gone));
            }
            records.addAll(lines(change.to()));
            for (Rrset come : change.added()) {
                assertThat(records).doesNotContainAnyElementsOf(lines(come));
                records.addAll(lines(come));
            }
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changesLeadFromAnyVersionToTheNewest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LoadedZone loaded = new LoadedZone(APEX, new ZoneJournal(1_000_000));
        TreeMap<Integer, Set<String>> versions = new TreeMap<>();
        for (int serial = 1; serial <= 30; serial++) {
            StaticZone version = random(serial, random);
            loaded.publish(version);
            versions.put(serial, lines(version));
            for (int from = Math.max(1, serial - 1); from <= serial; from++) {
                List<ZoneChange> changes = loaded.changesSince(from);
                // All of the zone is less than what changed: then that is sent.
                if (changes != null) {
                    assertThat(replay(changes, Objects.requireNonNull(versions.get(from))))
                            .as("seed " + seed + " from " + from + " to " + serial)
                            .isEqualTo(versions.get(serial));
                }
            }
        }
    }

    @Test
    void everyStepFromTheFirstVersionIsKept() {
        LoadedZone loaded = new LoadedZone(APEX, new ZoneJournal(1000));
        for (int serial = 1; serial <= 20; serial++) {
            loaded.publish(zone(serial, 100 + serial));
        }
        List<ZoneChange> changes = Objects.requireNonNull(loaded.changesSince(1));
        assertThat(changes).hasSize(19).allMatch(it -> it.removed().isEmpty() && it.size() == 3);
        assertThat(replay(changes, lines(zone(1, 101)))).isEqualTo(lines(zone(20, 120)));
        assertThat(loaded.changesSince(20)).isEmpty();
        assertThat(loaded.changesSince(21)).isNull();
    }

    @Test
    void oldestChangesAreForgotten() {
        ZoneJournal journal = new ZoneJournal(12);
        LoadedZone loaded = new LoadedZone(APEX, journal);
        for (int serial = 1; serial <= 20; serial++) {
            loaded.publish(zone(serial, 100 + serial));
        }
        assertThat(journal.records()).isEqualTo(12);
        assertThat(loaded.changesSince(16)).hasSize(4);
        assertThat(loaded.changesSince(15)).isNull();
    }

    @Test
    void changesOfMoreThanTheZoneAreNotKept() {
        ZoneJournal journal = new ZoneJournal(1_000_000);
        LoadedZone loaded = new LoadedZone(APEX, journal);
        loaded.publish(zone(1, 10_000));
        loaded.publish(zone(2, 10));
        assertThat(journal.records()).isZero();
        assertThat(loaded.changesSince(1)).isNull();
        assertThat(loaded.changesSince(2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 2})
    void serialThatDoesNotGrowForgetsWhatWasBefore(int serial) {
        LoadedZone loaded = new LoadedZone(APEX, new ZoneJournal(1000));
        loaded.publish(zone(2, 100));
        loaded.publish(zone(3, 101));
        assertThat(loaded.changesSince(2)).hasSize(1);
        loaded.publish(zone(serial, 102));
        loaded.publish(zone(9, 103));
        assertThat(loaded.changesSince(serial)).hasSize(1);
        assertThat(loaded.changesSince(5 - serial)).isNull();
    }

    @Test
    void zoneThatExpiredBeginsAnew() {
        LoadedZone loaded = new LoadedZone(APEX, new ZoneJournal(1000));
        loaded.publish(zone(1, 100));
        loaded.publish(zone(2, 101));
        loaded.publish(null);
        assertThat(loaded.changesSince(1)).isNull();
        loaded.publish(zone(3, 102));
        assertThat(loaded.changesSince(2)).isNull();
    }

    @Test
    void zoneThatNobodyCopiesKeepsNothing() {
        LoadedZone loaded = new LoadedZone(APEX);
        loaded.publish(zone(1, 100));
        loaded.publish(zone(2, 101));
        assertThat(loaded.changesSince(1)).isNull();
        assertThat(loaded.changesSince(2)).isEmpty();
    }
}
