package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RdataOctets;
import io.kinglet.dns.rr.RecordType;
import org.jspecify.annotations.Nullable;

/** Makes values of RDATA in messages; for what is kept, not for the way of a query. Stateless. */
public final class RdataReader {

    private RdataReader() {}

    /** The RDATA of the record a reader stands at, its names expanded; null when it is malformed. */
    public static @Nullable Rdata read(MessageReader reader) {
        if (!reader.sound()) {
            return null;
        }
        byte[] octets = reader.octets();
        int at = reader.rdataOffset();
        DomainName target = reader.target();
        return switch (reader.type()) {
            case RecordType.A, RecordType.AAAA -> new Rdata.Address(IpAddress.read(octets, at, reader.rdataLength()));
            case RecordType.NS -> target == null ? null : new Rdata.Ns(target);
            case RecordType.CNAME -> target == null ? null : new Rdata.Cname(target);
            case RecordType.PTR -> target == null ? null : new Rdata.Ptr(target);
            case RecordType.MX -> target == null ? null : new Rdata.Mx(Header.u16(octets, at), target);
            case RecordType.SRV ->
                target == null
                        ? null
                        : new Rdata.Srv(
                                Header.u16(octets, at), Header.u16(octets, at + 2), Header.u16(octets, at + 4), target);
            case RecordType.SOA -> soa(reader);
            default -> unknown(reader);
        };
    }

    private static Rdata.@Nullable Soa soa(MessageReader reader) {
        byte[] octets = reader.octets();
        int second = Names.skip(octets, reader.rdataOffset(), reader.end());
        int numbers = reader.end() - 20;
        DomainName mname = Names.read(octets, reader.rdataOffset(), reader.length());
        DomainName rname = Names.read(octets, second, reader.length());
        return mname == null || rname == null
                ? null
                : new Rdata.Soa(
                        mname,
                        rname,
                        Header.u32(octets, numbers),
                        Header.u32(octets, numbers + 4),
                        Header.u32(octets, numbers + 8),
                        Header.u32(octets, numbers + 12),
                        Header.u32(octets, numbers + 16));
    }

    private static @Nullable Rdata unknown(MessageReader reader) {
        RdataOctets octets = RdataOctets.asWritten();
        return reader.copyRdata(octets) ? new Rdata.Unknown(reader.type(), octets.octets()) : null;
    }
}
