package io.kinglet.dns.tsig;

import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.ReplySigner;

/**
 * Says what is wrong with the signature of a query in one without MAC (RFC 8945 section 5.3.2): whoever sent it has not shown that it
 * knows the key.
 */
record TsigError(TsigRecord request, int error) implements ReplySigner {

    static final int NONE = 0;
    static final int BADSIG = 16;
    static final int BADKEY = 17;
    static final int BADTIME = 18;
    static final int BADTRUNC = 22;

    private static final byte[] NOTHING = {};

    @Override
    public int room() {
        return TsigRecord.length(request.key(), request.algorithm(), 0, 0);
    }

    @Override
    public int sign(byte[] octets, int length) {
        return new TsigRecord(
                        length,
                        request.key(),
                        request.algorithm(),
                        request.time(),
                        request.fudge(),
                        NOTHING,
                        Header.u16(octets, 0),
                        error,
                        NOTHING)
                .append(octets);
    }
}
