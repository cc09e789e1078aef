package io.kinglet.dns.tsig;

import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.ReplySigner;
import java.util.function.LongSupplier;

/**
 * Signs the messages that answer a verified query: the first over the query's MAC, each further one over that of the message before
 * (RFC 8945 section 5.3). As confined as the query.
 */
final class TsigSigner implements ReplySigner {

    static final int FUDGE = 300;
    private static final byte[] NOTHING = {};

    private final TsigKey key;
    private final TsigAlgorithm algorithm;
    private final TsigRecord request;
    private final LongSupplier clock;
    private final int error;
    private final byte[] other;
    private byte[] before;
    private boolean first = true;

    /** For a query whose signature is right. */
    TsigSigner(TsigKey key, TsigAlgorithm algorithm, TsigRecord request, LongSupplier clock) {
        this(key, algorithm, request, clock, TsigError.NONE, NOTHING);
    }

    /**
     * @param clock seconds since the Unix epoch
     */
    TsigSigner(TsigKey key, TsigAlgorithm algorithm, TsigRecord request, LongSupplier clock, int error, byte[] other) {
        this.key = key;
        this.algorithm = algorithm;
        this.request = request;
        this.clock = clock;
        this.error = error;
        this.other = other;
        before = request.mac();
    }

    @Override
    public int room() {
        return TsigRecord.length(key.name(), algorithm.wireName(), algorithm.length(), other.length);
    }

    @Override
    public int sign(byte[] octets, int length) {
        int id = Header.u16(octets, 0);
        // Section 5.2.3: where the client's clock is wrong, its own time is sent back, so that it can verify this.
        long time = error == TsigError.BADTIME ? request.time() : clock.getAsLong();
        TsigRecord unsigned =
                new TsigRecord(length, key.name(), algorithm.wireName(), time, FUDGE, NOTHING, id, error, other);
        TsigMac mac = new TsigMac(algorithm, key).prior(before).message(octets, length, id, 0);
        before = first ? mac.variables(unsigned) : mac.timers(time, FUDGE);
        first = false;
        return new TsigRecord(length, key.name(), algorithm.wireName(), time, FUDGE, before, id, error, other)
                .append(octets);
    }
}
