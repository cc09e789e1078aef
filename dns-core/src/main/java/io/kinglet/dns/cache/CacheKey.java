package io.kinglet.dns.cache;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;

/**
 * What must be equal for an answer to serve another query: QNAME in lower case, QTYPE, QCLASS, DO and CD; all of it is compared,
 * not its hash alone. For a lookup it borrows the name from the query, and then is good for that long.
 */
final class CacheKey {

    private final byte[] name;
    private final int length;
    private final int question;
    private final int form;
    private final int hash;

    private CacheKey(byte[] name, int length, int question, int form, int hash) {
        this.name = name;
        this.length = length;
        this.question = question;
        this.form = form;
        this.hash = hash;
    }

    /** A key valid for as long as {@code query} is. */
    static CacheKey borrowed(Query query) {
        byte[] name = query.lowerQname();
        int question = query.qtype() << 16 | query.qclass();
        int form = query.flags() & Header.CD | (query.edns().dnssecOk() ? 1 : 0);
        long hash = Octets.hash(Octets.hash(name, 0, query.qnameLength()), (long) question << 32 | form);
        return new CacheKey(name, query.qnameLength(), question, form, (int) (hash ^ hash >>> 32));
    }

    /** The same key, to keep. */
    CacheKey kept() {
        return new CacheKey(Arrays.copyOf(name, length), length, question, form, hash);
    }

    int qtype() {
        return question >>> 16;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key
                && key.hash == hash
                && key.question == question
                && key.form == form
                && Arrays.equals(key.name, 0, key.length, name, 0, length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
