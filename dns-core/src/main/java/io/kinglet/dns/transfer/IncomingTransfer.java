package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.RdataReader;
import io.kinglet.dns.zone.Serials;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.ZoneBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One transfer while it arrives: the whole zone (RFC 5936 section 2.2), changes (RFC 1995 section 4), or the SOA alone of a zone that
 * has not changed. Nothing of it is used unless it came to its end. Confined to one thread at a time.
 *
 * <pre>
 *   FIRST --SOA--> SECOND --SOA of ours--> GOING --SOA--> COMING --SOA--> GOING ... --newest SOA--> DONE
 *                         --else---------> WHOLE --newest SOA--> DONE
 * </pre>
 */
final class IncomingTransfer {

    /** What a zone may have: some gigabyte of memory. */
    static final int MOST_RECORDS = 5_000_000;

    private enum State {
        FIRST,
        SECOND,
        WHOLE,
        GOING,
        COMING,
        DONE
    }

    private final DomainName apex;
    private final @Nullable StaticZone have;
    private final boolean incremental;
    private final int mostRecords;
    private final ZoneBuilder whole;
    private final ZoneOverlay overlay = new ZoneOverlay();
    private State state = State.FIRST;
    private Rdata.@Nullable Soa latest;
    private int latestTtl;
    private int step;
    private boolean upToDate;
    private boolean changes;
    private int records;
    private String problem = "";

    /**
     * @param have the version that is there, than which one that comes must be newer; null when there is none
     * @param incremental whether to ask for what has changed since that version, if there is one; otherwise for all of the zone
     */
    IncomingTransfer(DomainName apex, @Nullable StaticZone have, boolean incremental, int mostRecords) {
        this.apex = apex;
        this.have = have;
        this.incremental = incremental && have != null;
        this.mostRecords = mostRecords;
        whole = new ZoneBuilder(apex);
    }

    byte[] query() {
        return have != null && incremental ? TransferQuery.ixfr(apex, have.soa()) : TransferQuery.axfr(apex);
    }

    /** Takes a message; whether more is to come. */
    boolean take(byte[] octets, int length) {
        int flags = length < Header.LENGTH ? 0 : Header.u16(octets, Header.FLAGS);
        if ((flags & Header.QR) == 0) {
            return fail("what came is no reply");
        }
        if ((flags & Header.RCODE_MASK) != Rcode.NOERROR) {
            return fail(Rcode.name(flags & Header.RCODE_MASK));
        }
        MessageReader reader = new MessageReader(octets, length);
        int before = records;
        while (state != State.DONE && reader.next() && reader.section() == Section.ANSWER) {
            if (reader.recordClass() != RecordClass.IN) {
                return fail("a record is of another class than IN");
            }
            DomainName owner = reader.owner();
            Rdata rdata = RdataReader.read(reader);
            if (owner == null || rdata == null) {
                return fail("a " + RecordType.name(reader.type()) + " record cannot be read");
            }
            if (++records > mostRecords) {
                return fail("it has more than " + mostRecords + " records");
            }
            String wrong = record(owner, reader.type(), reader.ttl(), rdata);
            if (wrong != null) {
                return fail(wrong);
            }
        }
        if (reader.malformed()) {
            return fail("a message cannot be read");
        }
        if (records == before) {
            return fail("a message has no record");
        }
        if (state == State.SECOND && incremental && !isNewer()) {
            // One SOA and no more.
            upToDate = true;
            state = State.DONE;
        }
        return state != State.DONE;
    }

    private boolean fail(String why) {
        problem = why;
        return false;
    }

    private boolean isNewer() {
        return latest != null && (have == null || Serials.isAfter(latest.serial(), have.serial()));
    }

    private @Nullable String record(DomainName owner, int type, int ttl, Rdata rdata) {
        if (rdata instanceof Rdata.Soa soa) {
            return owner.equals(apex) ? soa(soa, ttl) : "it has a SOA of " + owner;
        }
        return switch (state) {
            case FIRST -> "it does not begin with a SOA";
            case SECOND, WHOLE -> {
                begin();
                // What is no part of the zone is left out, whatever the builder has to say of it.
                whole.add(owner, type, ttl, rdata);
                yield null;
            }
            case GOING ->
                overlay.remove(owner, type, rdata, have)
                        ? null
                        : "it removes a " + RecordType.name(type) + " record of " + owner + " that is not there";
            case COMING -> {
                overlay.add(owner, type, ttl, rdata);
                yield null;
            }
            case DONE -> null;
        };
    }

    private void begin() {
        if (state == State.SECOND && latest != null) {
            whole.add(apex, RecordType.SOA, latestTtl, latest);
            state = State.WHOLE;
        }
    }

    private @Nullable String soa(Rdata.Soa soa, int ttl) {
        Rdata.Soa newest = latest;
        if (newest == null) {
            latest = soa;
            latestTtl = ttl;
            state = State.SECOND;
            return null;
        }
        switch (state) {
            case SECOND -> {
                if (incremental && have != null && soa.serial() == have.serial() && isNewer()) {
                    changes = true;
                    step = soa.serial();
                    state = State.GOING;
                    return null;
                }
                begin();
                return end(soa, newest);
            }
            case WHOLE -> {
                return end(soa, newest);
            }
            case GOING -> {
                step = soa.serial();
                state = State.COMING;
                return null;
            }
            case COMING -> {
                if (step == newest.serial()) {
                    return end(soa, newest);
                }
                state = State.GOING;
                return soa.serial() == step ? null : "its changes do not follow each other";
            }
            default -> {
                return null;
            }
        }
    }

    private @Nullable String end(Rdata.Soa soa, Rdata.Soa newest) {
        if (soa.serial() != newest.serial()) {
            return "the zone changed on the way";
        }
        // A primary without IXFR sends all of a zone that is no newer, too; one that lags must not take it back.
        upToDate = !isNewer();
        state = State.DONE;
        return null;
    }

    /** Whether all of it has arrived. */
    boolean isWhole() {
        return state == State.DONE;
    }

    /** Whether there is nothing newer than what was there. */
    boolean isUpToDate() {
        return upToDate;
    }

    /** What was wrong with it; empty when nothing was. */
    String problem() {
        return problem;
    }

    /** Records that arrived. */
    int records() {
        return records;
    }

    /** The zone as it is now; null when it has no SOA. Takes as long as the zone is large. */
    @Nullable
    StaticZone build() {
        return changes && have != null && latest != null ? overlay.over(have, latestTtl, latest) : whole.build();
    }

    /** Whether it was asked for changes, however they came. */
    boolean askedForChanges() {
        return incremental;
    }

    /** Whether changes came, and not all of the zone. */
    boolean isIncremental() {
        return changes;
    }
}
