package io.kinglet.dns.querylog;

import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;

/** Kinds of responses, as far as a log tells them apart. */
public enum ResponseClass {
    /** Data, or a referral. */
    SUCCESS,
    /** NXDOMAIN or NODATA (RFC 2308). */
    DENIAL,
    /** Any other RCODE. */
    ERROR;

    /** The kind of the response in {@code octets[0..length)}. */
    static ResponseClass of(byte[] octets, int length) {
        int rcode = Header.u16(octets, Header.FLAGS) & Header.RCODE_MASK;
        if (rcode == Rcode.NXDOMAIN) {
            return DENIAL;
        }
        if (rcode != Rcode.NOERROR) {
            return ERROR;
        }
        if (Header.u16(octets, Header.ANCOUNT) > 0 || Header.u16(octets, Header.NSCOUNT) == 0) {
            return SUCCESS;
        }
        MessageReader reader = new MessageReader(octets, length);
        return reader.next() && reader.type() == RecordType.SOA ? DENIAL : SUCCESS;
    }
}
