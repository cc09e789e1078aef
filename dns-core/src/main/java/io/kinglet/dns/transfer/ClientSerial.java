package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/** The serial in the SOA that a message brings along: of an IXFR in the authority section, of a NOTIFY in the answer. */
record ClientSerial(int number) {

    private static final int FROM_END = 20;

    /** Null when there is no sound SOA of the name asked for. */
    static @Nullable ClientSerial of(Query query) {
        return of(query, Section.AUTHORITY);
    }

    static @Nullable ClientSerial of(Query query, Section section) {
        MessageReader reader = new MessageReader(query.octets(), query.length());
        while (reader.next()) {
            if (reader.section() == section
                    && reader.type() == RecordType.SOA
                    && reader.sound()
                    && isOf(query, reader.owner())) {
                return new ClientSerial(Header.u32(query.octets(), reader.end() - FROM_END));
            }
        }
        return null;
    }

    private static boolean isOf(Query query, @Nullable DomainName owner) {
        return owner != null && owner.equals(query.qname());
    }
}
