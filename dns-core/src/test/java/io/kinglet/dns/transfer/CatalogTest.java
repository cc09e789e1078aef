package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.fixture.Conversation;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.ZoneBuilder;
import io.kinglet.dns.zone.ZoneSet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zones that are copied because a catalog lists them (RFC 9432). */
class CatalogTest {

    private static final InetSocketAddress PRIMARY = new InetSocketAddress("10.0.0.1", 53);
    private static final String GOOD = "version TXT 2; ";

    private final FakeTicker ticker = new FakeTicker();
    private final Map<DomainName, LoadedZone> primary = new HashMap<>();
    private final Map<DomainName, ZoneCopy> kept = new HashMap<>();
    private final List<SecondaryZones> opened = new ArrayList<>();

    /** What the primary has, each with serials of its own. */
    private void primary(String apex, int serial, String lines) {
        LoadedZone zone = primary.computeIfAbsent(DomainName.parse(apex), LoadedZone::new);
        zone.publish(zone(apex, serial, lines));
    }

    private static StaticZone zone(String apex, int serial, String lines) {
        DomainName name = DomainName.parse(apex);
        ZoneBuilder builder = new ZoneBuilder(name);
        builder.add(name, RecordType.SOA, 60, new Rdata.Soa(name, name, serial, 3600, 600, 86_400, 60));
        if (!lines.contains("no NS")) {
            builder.add(name, RecordType.NS, 60, new Rdata.Ns(DomainName.parse("invalid.")));
        }
        for (String line : lines.split(";")) {
            String[] words = line.strip().split(" ");
            if (words.length == 3) {
                DomainName owner = DomainName.parse(words[0] + "." + name);
                builder.add(
                        owner,
                        RecordType.parse(words[1]),
                        60,
                        words[1].equals("PTR")
                                ? new Rdata.Ptr(DomainName.parse(words[2]))
                                : new Rdata.Unknown(
                                        RecordType.TXT,
                                        (((char) words[2].length()) + words[2])
                                                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
            }
        }
        return Objects.requireNonNull(builder.build());
    }

    private SecondaryZones secondary(List<DomainName> accepted, String... catalogs) {
        Rule everyone = new Rule(List.of(DomainName.ROOT), null, List.of(), null);
        SecondaryZones secondary = new SecondaryZones(
                new SecondaryConfig(
                        java.util.Arrays.stream(catalogs).map(DomainName::parse).toList(),
                        List.of(PRIMARY),
                        accepted,
                        List.of()),
                LoadedZone::new,
                (server, query, receiver) -> {
                    ZoneSet zones = new ZoneSet(List.copyOf(primary.values()));
                    Resolver chain = new TransferLayer(new TransferConfig(List.of(everyone)), List.of(zones))
                            .over(Resolver.REFUSED);
                    for (byte[] message : Conversation.with(chain, query)) {
                        if (!receiver.message(message, message.length)) {
                            break;
                        }
                    }
                    receiver.ended(null);
                    return () -> {};
                },
                ticker,
                ticker,
                new CopyShelf() {
                    @Override
                    public @Nullable ZoneCopy find(DomainName apex) {
                        return kept.get(apex);
                    }

                    @Override
                    public void keep(ZoneCopy copy) {
                        kept.put(copy.version().apex(), copy);
                    }
                });
        opened.add(secondary);
        secondary.start();
        settle();
        return secondary;
    }

    @AfterEach
    void nothingIsLeft() {
        opened.forEach(SecondaryZones::close);
        assertThat(ticker.pending()).isZero();
    }

    private void settle() {
        for (int i = 0; i < 8; i++) {
            ticker.advanceSeconds(0);
        }
    }

    /** The time of all zones to be refreshed. */
    private void refresh() {
        ticker.advanceSeconds(3600);
        settle();
    }

    /** What is served, as {@code APEX SERIAL}. */
    private static Set<String> served(SecondaryZones secondary) {
        Set<String> served = new TreeSet<>();
        secondary.zones().zones().forEach(zone -> {
            StaticZone version = zone.current();
            served.add(zone.apex() + " " + (version == null ? "-" : version.serial()));
        });
        return served;
    }

    @Test
    void zonesComeAndGoWithTheirCatalog() {
        primary("cat.test.", 1, GOOD + "a.zones PTR one.test.; b.zones PTR two.test.; group.a.zones TXT x");
        primary("one.test.", 11, "");
        primary("two.test.", 21, "");
        primary("three.test.", 31, "");
        SecondaryZones secondary = secondary(List.of(), "cat.test.");
        assertThat(served(secondary)).containsExactly("cat.test. 1", "one.test. 11", "two.test. 21");
        primary("cat.test.", 2, GOOD + "b.zones PTR two.test.; c.zones PTR three.test.; d.zones PTR none.test.");
        primary("two.test.", 22, "");
        refresh();
        assertThat(served(secondary)).containsExactly("cat.test. 2", "none.test. -", "three.test. 31", "two.test. 22");
    }

    @Test
    void membersThatAreNotAcceptedAreLeftOut() {
        primary("cat.test.", 1, GOOD + "a.zones PTR x.in.test.; b.zones PTR out.test.; c.zones PTR cat.test.");
        primary("x.in.test.", 5, "");
        primary("out.test.", 6, "");
        assertThat(served(secondary(List.of(DomainName.parse("in.test.")), "cat.test.")))
                .containsExactly("cat.test. 1", "x.in.test. 5");
    }

    @Test
    void brokenCatalogLeavesItsZonesAsTheyAre() {
        primary("cat.test.", 1, GOOD + "a.zones PTR one.test.");
        primary("one.test.", 11, "");
        SecondaryZones secondary = secondary(List.of(), "cat.test.");
        primary("cat.test.", 2, "version TXT 3; b.zones PTR two.test.");
        refresh();
        assertThat(served(secondary)).containsExactly("cat.test. 2", "one.test. 11");
        primary("cat.test.", 3, GOOD);
        refresh();
        assertThat(served(secondary)).containsExactly("cat.test. 3");
    }

    @Test
    void anotherLabelForAZoneForgetsWhatItHeld() {
        primary("cat.test.", 1, GOOD + "a.zones PTR one.test.");
        primary("one.test.", 11, "");
        SecondaryZones secondary = secondary(List.of(), "cat.test.");
        primary("cat.test.", 2, GOOD + "b.zones PTR one.test.");
        // Older than what is there, so that only one who has forgotten that takes it.
        primary("one.test.", 3, "");
        refresh();
        assertThat(served(secondary)).containsExactly("cat.test. 2", "one.test. 3");
    }

    @Test
    void zoneBelongsToTheFirstCatalogUntilThatNamesAnHeir() {
        primary("c1.test.", 1, GOOD + "a.zones PTR one.test.");
        primary("c2.test.", 1, GOOD);
        primary("one.test.", 11, "");
        SecondaryZones secondary = secondary(List.of(), "c1.test.", "c2.test.");
        primary("c2.test.", 2, GOOD + "b.zones PTR one.test.");
        primary("one.test.", 3, "");
        refresh();
        assertThat(served(secondary)).as("still of the first").contains("one.test. 11");
        primary("c1.test.", 2, GOOD + "a.zones PTR one.test.; coo.a.zones PTR c2.test.");
        refresh();
        assertThat(served(secondary)).as("with another label, of the second").contains("one.test. 3");
        primary("c1.test.", 3, GOOD);
        refresh();
        assertThat(served(secondary)).contains("one.test. 3");
        primary("c2.test.", 3, GOOD);
        refresh();
        assertThat(served(secondary)).containsExactly("c1.test. 3", "c2.test. 3");
    }

    @Test
    void heirWithTheSameLabelKeepsTheZone() {
        primary("c1.test.", 1, GOOD + "a.zones PTR one.test.; coo.a.zones PTR c2.test.");
        primary("c2.test.", 1, GOOD);
        primary("one.test.", 11, "");
        SecondaryZones secondary = secondary(List.of(), "c1.test.", "c2.test.");
        primary("c2.test.", 2, GOOD + "a.zones PTR one.test.");
        primary("one.test.", 3, "");
        refresh();
        assertThat(served(secondary)).contains("one.test. 11");
    }

    @Test
    void zoneThatItsCatalogLetsGoOfGoesToAnotherThatListsIt() {
        primary("c1.test.", 1, GOOD + "a.zones PTR one.test.");
        primary("c2.test.", 1, GOOD + "b.zones PTR one.test.");
        primary("one.test.", 11, "");
        SecondaryZones secondary = secondary(List.of(), "c1.test.", "c2.test.");
        primary("c1.test.", 2, GOOD);
        refresh();
        assertThat(served(secondary)).containsExactly("c1.test. 2", "c2.test. 1", "one.test. 11");
    }

    @Test
    void membersAreServedAtOnceAfterAReload() {
        primary("cat.test.", 1, GOOD + "a.zones PTR one.test.");
        primary("one.test.", 11, "");
        secondary(List.of(), "cat.test.").close();
        primary.clear();
        assertThat(served(secondary(List.of(), "cat.test."))).containsExactly("cat.test. 1", "one.test. 11");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no NS; version TXT 2                                | it has no NS record
            a.zones PTR one.test.                               | its version, the TXT record of version.cat.test., is not 2
            version TXT 2; version TXT 3                        | its version, the TXT record of version.cat.test., is not 2
            version TXT 2; a.zones PTR x.; a.zones PTR y.       | a.zones.cat.test. has more than one PTR record
            version TXT 2; a.zones PTR x.; b.zones PTR x.       | it lists x. twice
            version TXT 2; a.zones PTR x.; coo.a.zones PTR y.; coo.a.zones PTR z. | coo.a.zones.cat.test. has more than one PTR record
            """)
    void catalogThatIsBrokenSaysWhy(String lines, String problem) {
        assertThatThrownBy(() -> Catalog.read(zone("cat.test.", 1, lines)))
                .isInstanceOf(BrokenCatalogException.class)
                .hasMessage(problem);
    }

    @Test
    void zonesOfACatalogAreBounded() throws Exception {
        List<DomainName> begun = new ArrayList<>();
        CatalogMembers members = new CatalogMembers(Set.of(), List.of(), 2, (apex, keep) -> {
            begun.add(apex);
            return new Copying(new LoadedZone(apex), copy(apex), 0);
        });
        StringBuilder lines = new StringBuilder(GOOD);
        for (int i = 0; i < 5; i++) {
            lines.append("m" + i + ".zones PTR z" + i + ".test.; ");
        }
        members.follow(Catalog.read(zone("cat.test.", 1, lines.toString())));
        assertThat(begun).hasSize(2);
        assertThat(members.all()).hasSize(2);
    }

    private SecondaryZone copy(DomainName apex) {
        return new SecondaryZone(
                new LoadedZone(apex),
                List.of(PRIMARY),
                (server, query, receiver) -> () -> {},
                ticker,
                new SecondaryZone.Watcher() {
                    @Override
                    public void refreshed(StaticZone version) {}

                    @Override
                    public void published(LoadedZone zone) {}
                });
    }
}
