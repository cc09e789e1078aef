package io.kinglet.k8s.transfer;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.RdataReader;
import io.kinglet.dns.wire.Transport;
import io.kinglet.dns.zone.Rrset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a resolver for one RRset after the other and takes the records out of its answers. Confined to one thread. */
final class RecordAsker {

    /** Any record of a cluster's zone fits: three names and a few numbers. */
    private static final int ROOM = 2048;

    private final Resolver resolver;
    private final MessageWriter out = new MessageWriter();
    private final byte[] octets = new byte[ROOM];
    private final Query query = new Query();

    RecordAsker(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * @throws IllegalStateException if it has none
     */
    Rrset soa(DomainName apex) {
        Rrset soa = ask(apex, apex, RecordType.SOA);
        if (soa == null) {
            throw new IllegalStateException(apex + " has no SOA");
        }
        return soa;
    }

    /** Adds the records of these types that a name owns, if it is in the zone. */
    void addTo(List<Rrset> sets, DomainName apex, DomainName name, int... types) {
        if (name.isWithin(apex)) {
            for (int type : types) {
                Rrset set = ask(apex, name, type);
                if (set != null) {
                    sets.add(set);
                }
            }
        }
    }

    /** The PTR records of an address, if it is in the zone. */
    List<Rrset> pointers(DomainName apex, IpAddress address) {
        List<Rrset> sets = new ArrayList<>();
        addTo(sets, apex, ReverseName.of(address), RecordType.PTR);
        return sets;
    }

    /**
     * The records of a type that a name owns; null when it has none, or belongs to another zone.
     *
     * @param apex of the zone it must belong to
     */
    @Nullable
    Rrset ask(DomainName apex, DomainName name, int type) {
        byte[] question = new byte[Header.LENGTH + name.length() + 4];
        Header.putU16(question, Header.QDCOUNT, 1);
        name.copyTo(question, Query.QNAME_OFFSET);
        Header.putU16(question, Query.QNAME_OFFSET + name.length(), type);
        Header.putU16(question, Query.QNAME_OFFSET + name.length() + 2, RecordClass.IN);
        if (query.read(question, question.length, Transport.TCP, null) != QueryDefect.NONE) {
            return null;
        }
        Answer answer = resolver.resolve(query);
        if (query.zoneLength() != apex.length()) {
            return null;
        }
        Set<Rdata> rdata = new LinkedHashSet<>();
        int ttl = 0;
        for (RecordSet set : answer.answer()) {
            int size = set.size(query);
            for (int i = 0; i < size; i++) {
                MessageReader record = record(set, i);
                Rdata value = record.type() == type ? RdataReader.read(record) : null;
                if (value != null) {
                    ttl = record.ttl();
                    rdata.add(value);
                }
            }
        }
        return rdata.isEmpty() ? null : new Rrset(name, type, ttl, List.copyOf(rdata));
    }

    /** Written relative to the question, so it is written as into a message, and read again. */
    private MessageReader record(RecordSet set, int index) {
        out.begin(query, octets, ROOM);
        set.write(index, out);
        out.count(Header.ANCOUNT, 1);
        MessageReader reader = new MessageReader(octets, out.position());
        if (out.overflowed() || !reader.next()) {
            throw new IllegalStateException("a record of " + query + " cannot be copied");
        }
        return reader;
    }
}
