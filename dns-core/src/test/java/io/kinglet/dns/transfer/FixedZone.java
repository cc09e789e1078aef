package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.TransferableZones;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.dns.zone.ZoneVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A zone of so many addresses, whose version and changes a test sets. */
final class FixedZone implements TransferableZone, TransferableZones {

    static final DomainName APEX = DomainName.parse("zone.test.");

    private final List<Consumer<? super TransferableZone>> listeners = new ArrayList<>();

    @Nullable
    ZoneVersion version;

    @Nullable
    List<ZoneChange> changes;

    boolean local;

    record Version(int serial, int addresses) implements ZoneVersion {

        @Override
        public DomainName apex() {
            return APEX;
        }

        @Override
        public Rrset soa() {
            return FixedZone.soa(serial);
        }

        @Override
        public Iterator<Rrset> iterator() {
            List<Rrset> sets = new ArrayList<>(List.of(soa()));
            for (int i = 0; i < addresses; i++) {
                sets.add(address("host" + i, i));
            }
            return sets.iterator();
        }
    }

    static Rrset soa(int serial) {
        DomainName ns = APEX.child("ns");
        return new Rrset(
                APEX, RecordType.SOA, 60, List.of(new Rdata.Soa(ns, APEX.child("root"), serial, 3600, 600, 86400, 60)));
    }

    static Rrset address(String label, int number) {
        return new Rrset(
                APEX.child(label), RecordType.A, 60, List.of(new Rdata.Address(IpAddress.v4(0x0a000000 + number))));
    }

    static ZoneChange change(int from, int to, String gone, String come) {
        return new ZoneChange(soa(from), List.of(address(gone, from)), soa(to), List.of(address(come, to)));
    }

    void publish(ZoneVersion next) {
        version = next;
        listeners.forEach(it -> it.accept(this));
    }

    @Override
    public DomainName apex() {
        return APEX;
    }

    @Override
    public @Nullable ZoneVersion current() {
        return version;
    }

    @Override
    public @Nullable List<ZoneChange> changesSince(int serial) {
        return changes;
    }

    @Override
    public boolean serialsAreLocal() {
        return local;
    }

    @Override
    public Collection<? extends TransferableZone> zones() {
        return List.of(this);
    }

    @Override
    public Watch watch(Consumer<? super TransferableZone> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }
}
