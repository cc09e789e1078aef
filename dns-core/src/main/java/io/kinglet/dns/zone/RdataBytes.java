package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RdataSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** RDATA as octets in which names are in lower case: equal for records that are the same (RFC 4034 section 6.2). One use each. */
final class RdataBytes implements RdataSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RdataBytes() {}

    static ByteBuffer of(Rdata rdata) {
        RdataBytes bytes = new RdataBytes();
        rdata.write(bytes);
        return ByteBuffer.wrap(bytes.out.toByteArray());
    }

    @Override
    public void u8(int value) {
        out.write(value);
    }

    @Override
    public void u16(int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    @Override
    public void u32(int value) {
        u16(value >>> 16);
        u16(value);
    }

    @Override
    public void octets(byte[] source, int offset, int length) {
        out.write(source, offset, length);
    }

    @Override
    public void name(DomainName name) {
        out.writeBytes(name.canonicalOctets());
    }

    @Override
    public void nameInFull(DomainName name) {
        name(name);
    }
}
