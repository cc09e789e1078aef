package io.kinglet.dns.querylog;

import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import java.util.Locale;

/** Kinds of responses, as far as a log tells them apart. */
public enum ResponseClass {
    /** Data, or a referral. */
    SUCCESS,
    /** NXDOMAIN or NODATA (RFC 2308). */
    DENIAL,
    /** Any other RCODE, and silence. */
    ERROR;

    /** In the words of Corefiles. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of the response in {@code octets[0..length)}. */
    static ResponseClass of(byte[] octets, int length) {
        if (length < Header.LENGTH) {
            return ERROR;
        }
        return switch (Header.u16(octets, Header.FLAGS) & Header.RCODE_MASK) {
            case Rcode.NXDOMAIN -> DENIAL;
            case Rcode.NOERROR -> isNoData(octets, length) ? DENIAL : SUCCESS;
            default -> ERROR;
        };
    }

    private static boolean isNoData(byte[] octets, int length) {
        return Header.u16(octets, Header.ANCOUNT) == 0 && hasAuthority(octets, length, RecordType.SOA);
    }

    private static boolean hasAuthority(byte[] octets, int length, int type) {
        if (Header.u16(octets, Header.NSCOUNT) == 0) {
            return false;
        }
        MessageReader reader = new MessageReader(octets, length);
        while (reader.next() && reader.section() != Section.ADDITIONAL) {
            if (reader.section() == Section.AUTHORITY && reader.type() == type) {
                return true;
            }
        }
        return false;
    }

    /** The same in more detail, in the words of the peer: {@code NOERROR}, {@code NODATA}, {@code NXDOMAIN} and others. */
    static String type(Exchanged it) {
        if (it.isSilence()) {
            return "OTHERERROR";
        }
        int opcode = Header.opcode(it.query().flags());
        int qtype = it.query().qtype();
        if (opcode == Opcode.UPDATE) {
            return "UPDATE";
        }
        if (opcode == Opcode.NOTIFY || qtype == RecordType.AXFR || qtype == RecordType.IXFR) {
            return "META";
        }
        return switch (Header.u16(it.reply(), Header.FLAGS) & Header.RCODE_MASK) {
            case Rcode.NXDOMAIN -> "NXDOMAIN";
            case Rcode.SERVFAIL, Rcode.NOTIMP -> "SERVERERROR";
            case Rcode.NOERROR -> {
                if (isNoData(it.reply(), it.length())) {
                    yield "NODATA";
                }
                boolean referral = Header.u16(it.reply(), Header.ANCOUNT) == 0
                        && hasAuthority(it.reply(), it.length(), RecordType.NS);
                yield referral ? "DELEGATION" : "NOERROR";
            }
            default -> "OTHERERROR";
        };
    }
}
