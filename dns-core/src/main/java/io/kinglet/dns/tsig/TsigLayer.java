package io.kinglet.dns.tsig;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Verifies signed queries and has their replies signed; refuses unsigned ones where a signature is required (RFC 8945 section 5.2).
 * It stands in the chain that every transport asks, so there is no way around it. A query of our own counts as signed by whoever signed
 * the one it is asked for, if that key is good here, too. Any thread; keeps nothing.
 */
public final class TsigLayer implements Layer {

    private static final Answer UNSIGNED =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "the query has to be signed");
    private static final Answer MALFORMED = new Answer.Failure(Rcode.FORMERR);
    private static final Answer NOT_AUTHENTIC = new Answer.Failure(Rcode.NOTAUTH);

    private final TsigConfig config;
    private final List<byte[]> zones;
    private final LongSupplier clock;

    /**
     * @param clock seconds since the Unix epoch
     */
    public TsigLayer(TsigConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        zones = config.zones().stream().map(DomainName::canonicalOctets).toList();
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> isWithin(query) ? resolve(query, next) : next.resolve(query);
    }

    private boolean isWithin(Query query) {
        for (int i = 0; i < zones.size(); i++) {
            if (query.isWithin(zones.get(i))) {
                return true;
            }
        }
        return false;
    }

    private Answer resolve(Query query, Resolver next) {
        TsigRecord.Found found = TsigRecord.in(query);
        if (found instanceof TsigRecord.Signed signed) {
            return verify(query, signed.record(), next);
        }
        if (found instanceof TsigRecord.Malformed) {
            return MALFORMED;
        }
        return config.requires(query.qtype(), Header.opcode(query.flags())) && !isKnown(query)
                ? UNSIGNED
                : next.resolve(query);
    }

    /** Whether it was verified before, on its way here or for the query it is asked for. */
    private boolean isKnown(Query query) {
        return query.signatory() instanceof TsigKey key
                && key.equals(config.keys().get(key.name()));
    }

    private Answer verify(Query query, TsigRecord record, Resolver next) {
        TsigKey key = config.keys().get(record.key());
        TsigAlgorithm algorithm = TsigAlgorithm.of(record.algorithm());
        if (key == null || algorithm == null) {
            return refuse(query, record, TsigError.BADKEY);
        }
        if (record.mac().length > algorithm.length() || record.mac().length < Math.max(10, algorithm.length() / 2)) {
            return MALFORMED;
        }
        byte[] mac = new TsigMac(algorithm, key)
                .message(query.octets(), record.start(), record.originalId(), 1)
                .variables(record);
        // Takes the same time wherever the first difference is.
        if (!MessageDigest.isEqual(Arrays.copyOf(mac, record.mac().length), record.mac())) {
            return refuse(query, record, TsigError.BADSIG);
        }
        long now = clock.getAsLong();
        if (Math.abs(now - record.time()) > record.fudge()) {
            query.marks().signer(new TsigSigner(key, algorithm, record, clock, TsigError.BADTIME, time(now)));
            return NOT_AUTHENTIC;
        }
        if (record.mac().length < algorithm.length()) {
            // Section 5.2.4: a MAC cut short is weaker than the one that was agreed on. It was right, so the reply is
            // signed.
            query.marks().signer(new TsigSigner(key, algorithm, record, clock, TsigError.BADTRUNC, new byte[0]));
            return NOT_AUTHENTIC;
        }
        query.cutOff(record.start());
        query.signatory(key);
        query.marks().signer(new TsigSigner(key, algorithm, record, clock));
        return next.resolve(query);
    }

    private static Answer refuse(Query query, TsigRecord record, int error) {
        query.marks().signer(new TsigError(record, error));
        return NOT_AUTHENTIC;
    }

    /** The time of this server in 48 bits (section 5.2.3). */
    private static byte[] time(long seconds) {
        byte[] octets = new byte[6];
        for (int i = 0; i < 6; i++) {
            octets[i] = (byte) (seconds >>> 8 * (5 - i));
        }
        return octets;
    }
}
