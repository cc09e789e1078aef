package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.ZoneBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;

/** A record of dnsjava's as a value of ours. Stateless. */
final class WireRecord {

    /** Type, class, TTL and RDLENGTH. */
    private static final int HEAD = 10;

    private WireRecord() {}

    static DomainName owner(Record record) {
        return name(record.getName());
    }

    /** What {@link ZoneBuilder#add} says. */
    static @Nullable String addTo(ZoneBuilder zone, Record record) {
        int ttl = (int) Math.min(record.getTTL(), Integer.MAX_VALUE);
        return zone.add(owner(record), record.getType(), ttl, rdata(record));
    }

    static Rdata rdata(Record record) {
        if (record instanceof NSRecord ns) {
            return new Rdata.Ns(name(ns.getTarget()));
        }
        if (record instanceof CNAMERecord cname) {
            return new Rdata.Cname(name(cname.getTarget()));
        }
        if (record instanceof PTRRecord ptr) {
            return new Rdata.Ptr(name(ptr.getTarget()));
        }
        if (record instanceof MXRecord mx) {
            return new Rdata.Mx(mx.getPriority(), name(mx.getTarget()));
        }
        if (record instanceof SRVRecord srv) {
            return new Rdata.Srv(srv.getPriority(), srv.getWeight(), srv.getPort(), name(srv.getTarget()));
        }
        if (record instanceof SOARecord soa) {
            return new Rdata.Soa(
                    name(soa.getHost()),
                    name(soa.getAdmin()),
                    (int) soa.getSerial(),
                    (int) soa.getRefresh(),
                    (int) soa.getRetry(),
                    (int) soa.getExpire(),
                    (int) soa.getMinimum());
        }
        byte[] octets = octets(record);
        boolean address = record.getType() == RecordType.A && octets.length == 4
                || record.getType() == RecordType.AAAA && octets.length == 16;
        return address
                ? new Rdata.Address(IpAddress.read(octets, 0, octets.length))
                : new Rdata.Unknown(record.getType(), octets);
    }

    /** RDATA without compression and in its own case. */
    private static byte[] octets(Record record) {
        byte[] wire = record.toWire(Section.ANSWER);
        return Arrays.copyOfRange(wire, record.getName().length() + HEAD, wire.length);
    }

    private static DomainName name(Name name) {
        byte[] octets = name.toWire();
        return DomainName.copyOf(octets, 0, octets.length);
    }
}
