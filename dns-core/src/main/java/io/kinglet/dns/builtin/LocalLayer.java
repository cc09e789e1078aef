package io.kinglet.dns.builtin;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers for this very host, so that no one else is asked: {@code localhost} and all below it (RFC 6761 section 6.3), {@code
 * localhost} as the first label of any name, which search lists make, and the reverse zones 0, 127 and 255 (RFC 6303 section 4.2).
 * Any thread; keeps nothing.
 */
public final class LocalLayer implements Layer {

    /** Seconds: a week, as nothing of this ever changes. */
    static final int TTL = 604_800;

    private static final byte[] LOCALHOST = "\11localhost".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ARPA = "\4arpa".getBytes(StandardCharsets.US_ASCII);
    private static final DomainName HOST = DomainName.parse("localhost.");
    private static final Rdata LOOPBACK_V4 = new Rdata.Address(IpAddress.v4(0x7f000001));
    private static final Rdata LOOPBACK_V6 = new Rdata.Address(IpAddress.v6(0, 1));
    private static final Rdata SOA = new Rdata.Soa(HOST, DomainName.parse("root.localhost."), 1, 0, 0, 0, TTL);
    private static final byte[] LOOPBACK_PTR =
            DomainName.parse("1.0.0.127.in-addr.arpa.").canonicalOctets();

    private static final Zone HOST_ZONE = new Zone("localhost.");
    private static final List<Zone> REVERSE =
            List.of(new Zone("127.in-addr.arpa."), new Zone("0.in-addr.arpa."), new Zone("255.in-addr.arpa."));

    /** A zone with its answers, all made once. */
    private record Zone(byte[] apex, RecordSet soa, Answer noData, Answer nxDomain, Answer soaAnswer) {
        Zone(String apex) {
            this(DomainName.parse(apex).canonicalOctets());
        }

        private Zone(byte[] apex) {
            this(apex, new ZoneRecord(apex.length, TTL, SOA));
        }

        private Zone(byte[] apex, RecordSet soa) {
            this(apex, soa, new Answer.NoData(soa), new Answer.NxDomain(soa), new Answer.Positive(soa));
        }
    }

    private static final Answer NAME_SERVER = positive(new Rdata.Ns(HOST));
    private static final Answer ADDRESS_V4 = positive(LOOPBACK_V4);
    private static final Answer ADDRESS_V6 = positive(LOOPBACK_V6);
    private static final Answer POINTER = positive(new Rdata.Ptr(HOST));
    private static final Answer BORROWED_V4 = borrowed(List.of(StaticRecords.ofQname(TTL, LOOPBACK_V4)), List.of());
    private static final Answer BORROWED_V6 = borrowed(List.of(StaticRecords.ofQname(TTL, LOOPBACK_V6)), List.of());
    private static final Answer BORROWED_NONE = borrowed(List.of(), List.of(StaticRecords.ofQname(TTL, SOA)));

    private final boolean anyPrefix;
    private final Runnable below;

    /**
     * @param anyPrefix whether {@code localhost.example.org} is this host, too
     * @param below called for each query for a name below {@code localhost} or with it in front, on event loops
     */
    public LocalLayer(boolean anyPrefix, Runnable below) {
        this.anyPrefix = anyPrefix;
        this.below = below;
    }

    private static Answer positive(Rdata rdata) {
        return new Answer.Positive(StaticRecords.ofQname(TTL, rdata));
    }

    /** For a name of a zone that is not ours. */
    private static Answer borrowed(List<RecordSet> answer, List<RecordSet> authority) {
        return new Answer.Composed(Rcode.NOERROR, false, false, answer, authority, List.of());
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Answer answer = answer(query);
            return answer == null ? next.resolve(query) : answer;
        };
    }

    private @Nullable Answer answer(Query query) {
        int labels = query.labels();
        if (labels == 0) {
            return null;
        }
        if (isLabel(query, labels - 1, LOCALHOST)) {
            if (labels > 1) {
                below.run();
            }
            return host(query, labels == 1);
        }
        if (anyPrefix && isLabel(query, 0, LOCALHOST)) {
            below.run();
            return switch (query.qtype()) {
                case RecordType.A -> BORROWED_V4;
                case RecordType.AAAA -> BORROWED_V6;
                default -> BORROWED_NONE;
            };
        }
        if (isLabel(query, labels - 1, ARPA)) {
            for (int i = 0; i < REVERSE.size(); i++) {
                if (query.isWithin(REVERSE.get(i).apex)) {
                    return reverse(query, REVERSE.get(i));
                }
            }
        }
        return null;
    }

    private static Answer host(Query query, boolean apex) {
        return switch (query.qtype()) {
            case RecordType.A -> ADDRESS_V4;
            case RecordType.AAAA -> ADDRESS_V6;
            case RecordType.SOA -> apex ? HOST_ZONE.soaAnswer : HOST_ZONE.noData;
            case RecordType.NS -> apex ? NAME_SERVER : HOST_ZONE.noData;
            default -> HOST_ZONE.noData;
        };
    }

    private static Answer reverse(Query query, Zone zone) {
        if (query.qnameLength() == zone.apex.length) {
            return switch (query.qtype()) {
                case RecordType.SOA -> zone.soaAnswer;
                case RecordType.NS -> NAME_SERVER;
                default -> zone.noData;
            };
        }
        int skip = LOOPBACK_PTR.length - query.qnameLength();
        boolean exists = skip >= 0
                && Arrays.equals(LOOPBACK_PTR, skip, LOOPBACK_PTR.length, query.lowerQname(), 0, query.qnameLength());
        if (!exists) {
            return zone.nxDomain;
        }
        // What is between the zone and its one name exists without records (RFC 8020 section 2).
        return skip == 0 && query.qtype() == RecordType.PTR ? POINTER : zone.noData;
    }

    /** Whether the label of QNAME is {@code label}, given with its length in front. */
    private static boolean isLabel(Query query, int index, byte[] label) {
        int at = query.labelOffset(index);
        return at + label.length <= query.qnameLength()
                && Arrays.equals(query.lowerQname(), at, at + label.length, label, 0, label.length);
    }
}
