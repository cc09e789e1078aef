package io.kinglet.dns.rr;

import io.kinglet.dns.name.DomainName;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/** RDATA as one array of octets, every name written out. One use each; confined to one thread. */
public final class RdataOctets implements RdataSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Function<DomainName, byte[]> spelling;

    private RdataOctets(Function<DomainName, byte[]> spelling) {
        this.spelling = spelling;
    }

    /** Names stay as they are. */
    public static RdataOctets asWritten() {
        return new RdataOctets(RdataOctets::copy);
    }

    /** Names in lower case: equal for records that are the same (RFC 4034 section 6.2). */
    public static RdataOctets canonical() {
        return new RdataOctets(DomainName::canonicalOctets);
    }

    private static byte[] copy(DomainName name) {
        byte[] octets = new byte[name.length()];
        name.copyTo(octets, 0);
        return octets;
    }

    /** What has been written so far; a new array. */
    public byte[] octets() {
        return out.toByteArray();
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
        nameInFull(name);
    }

    @Override
    public void nameInFull(DomainName name) {
        out.writeBytes(spelling.apply(name));
    }
}
