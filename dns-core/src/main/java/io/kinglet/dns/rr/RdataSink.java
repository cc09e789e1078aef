package io.kinglet.dns.rr;

import io.kinglet.dns.name.DomainName;

/** Takes RDATA field by field. */
public interface RdataSink {

    void u8(int value);

    void u16(int value);

    void u32(int value);

    void octets(byte[] source, int offset, int length);

    /** A name that may be compressed: in RDATA of the types of RFC 1035 only (RFC 3597 section 4). */
    void name(DomainName name);

    /** A name written out. */
    void nameInFull(DomainName name);
}
