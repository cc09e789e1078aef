package io.kinglet.dns.transfer;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.dns.zone.ZoneVersion;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The records of one transfer in their order, counted, and told of in the log when the last has been taken. */
final class Outgoing implements Iterable<RecordSet> {

    private static final System.Logger LOG = System.getLogger(Outgoing.class.getName());

    private final DomainName apex;
    private final int serial;
    private final String what;
    private final String client;
    private final Iterable<Rrset> records;
    private final Rrset last;

    private Outgoing(DomainName apex, int serial, String what, String client, Iterable<Rrset> records, Rrset last) {
        this.apex = apex;
        this.serial = serial;
        this.what = what;
        this.client = client;
        this.records = records;
        this.last = last;
    }

    /** SOA, everything else, SOA (RFC 5936 section 2.2). */
    static Outgoing whole(ZoneVersion version, String client) {
        return new Outgoing(version.apex(), version.serial(), "transfer", client, version, version.soa());
    }

    /**
     * The new SOA; for each change the SOA before, what goes, the SOA after, what comes; the new SOA (RFC 1995 section 4).
     *
     * @param changes at least one
     */
    static Outgoing changes(DomainName apex, List<ZoneChange> changes, int serial, String client) {
        Rrset latest = changes.get(changes.size() - 1).to();
        List<Rrset> records = new ArrayList<>();
        records.add(latest);
        for (ZoneChange change : changes) {
            records.add(change.from());
            records.addAll(change.removed());
            records.add(change.to());
            records.addAll(change.added());
        }
        return new Outgoing(apex, serial, "incremental transfer", client, records, latest);
    }

    /** The serial of a SOA. */
    static int serial(Rrset soa) {
        if (soa.rdata().get(0) instanceof Rdata.Soa data) {
            return data.serial();
        }
        throw new IllegalArgumentException("no SOA: " + soa);
    }

    @Override
    public Iterator<RecordSet> iterator() {
        Iterator<Rrset> each = records.iterator();
        return new Iterator<>() {
            private long count;
            private boolean ended;

            @Override
            public boolean hasNext() {
                return !ended;
            }

            @Override
            public RecordSet next() {
                if (ended) {
                    throw new NoSuchElementException();
                }
                ended = !each.hasNext();
                Rrset set = ended ? last : each.next();
                count += set.size();
                if (ended) {
                    tell(count);
                }
                return set;
            }
        };
    }

    private void tell(long count) {
        LOG.log(
                Level.INFO,
                "Outgoing {0} of {1} records of zone {2} to {3} for {4} SOA serial",
                what,
                String.valueOf(count),
                apex,
                client,
                Integer.toUnsignedString(serial));
    }
}
