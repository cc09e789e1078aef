package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.TransferableZone;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a copy: over a reload, at the end of its zone, and after primaries that are no good. */
class SecondaryCopyTest {

    private static final InetSocketAddress ONE = new InetSocketAddress("10.0.0.1", 53);

    private final FakeTicker ticker = new FakeTicker();
    private final FixedZone one = new FixedZone();
    private final Primaries primaries = new Primaries(Map.of(ONE, one));
    private final Shelf shelf = new Shelf();
    private final SecondaryZones secondary = secondary();

    /** Begins with what was kept last, as after a reload. */
    private SecondaryZones secondary() {
        return new SecondaryZones(
                new SecondaryConfig(List.of(FixedZone.APEX), List.of(ONE), List.of()),
                LoadedZone::new,
                primaries,
                ticker,
                ticker,
                shelf);
    }

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

    private static TransferableZone zone(SecondaryZones zones) {
        return Objects.requireNonNull(zones.zones().find(FixedZone.APEX));
    }

    private static long serial(SecondaryZones zones) {
        var version = zone(zones).current();
        return version == null ? -1 : version.serial();
    }

    @Test
    void versionFromBeforeAReloadIsServedAtOnceAndExpires() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        StaticZone version = shelf.kept.get(0).version();
        primaries.up.clear();
        ticker.advanceSeconds(3000);
        SecondaryZones next = secondary();
        next.start();
        settle();
        TransferableZone zone = zone(next);
        assertThat(zone.current()).isSameAs(version);
        ticker.advanceSeconds(86_400 - 3000 - 1);
        assertThat(zone.current()).isSameAs(version);
        ticker.advanceSeconds(2);
        assertThat(zone.current()).as("its age came along").isNull();
        next.close();
    }

    @Test
    void versionThatExpiredBeforeAReloadIsNotServedAgain() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        primaries.up.clear();
        ticker.advanceSeconds(90_000);
        SecondaryZones next = secondary();
        next.start();
        settle();
        assertThat(zone(next).current()).isNull();
        next.close();
    }

    @Test
    void refreshWithoutAChangeMakesTheCopyYoungAgain() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        ticker.advanceSeconds(3600);
        settle();
        assertThat(shelf.versions()).hasSize(1);
        assertThat(shelf.kept).hasSize(2);
        assertThat(shelf.kept.get(1).refreshed() - shelf.kept.get(0).refreshed())
                .isEqualTo(3_600_000_000_000L);
    }

    @Test
    void transferUnderWayIsBrokenOffWhenItsZoneIsGone() {
        primaries.holding = true;
        secondary.start();
        settle();
        assertThat(primaries.held).hasSize(1);
        secondary.close();
        settle();
        assertThat(primaries.cancelled).isOne();
        assertThat(primaries.held).as("no other primary is asked").hasSize(1);
    }

    @Test
    void olderZoneThatFollowsChangesWhichDoNotFitIsNotTaken() {
        one.version = new FixedZone.Version(7, 2);
        secondary.start();
        settle();
        // The primary lags: its changes are nonsense, and all of its zone is older.
        one.version = new FixedZone.Version(9, 2);
        one.changes = List.of(FixedZone.change(7, 9, "nobody", "x"));
        primaries.lagging = new FixedZone.Version(6, 1);
        ticker.advanceSeconds(3600);
        settle();
        assertThat(primaries.asked).endsWith("10.0.0.1 IXFR", "10.0.0.1 AXFR");
        assertThat(serial(secondary)).isEqualTo(7);
    }

    @Test
    void attemptThatMeetsABugIsFollowedByAnother() {
        one.version = new FixedZone.Version(7, 2);
        primaries.broken = true;
        secondary.start();
        settle();
        assertThat(serial(secondary)).isEqualTo(-1);
        primaries.broken = false;
        ticker.advanceSeconds(1);
        settle();
        assertThat(serial(secondary)).isEqualTo(7);
    }
}
