package io.kinglet.dns.cache;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;

/**
 * What must be equal for an answer to serve another query: QNAME in lower case, QTYPE, QCLASS, DO, CD and the options that a layer of
 * ours has upstreams get, on which the answer may depend; all of it is compared, not its hash alone. Immutable, unless it is borrowed: then it is good for as long as its query.
 */
final class CacheKey {

    private final byte[] name;
    private final int length;
    private final int question;
    private final int form;
    private final byte[] options;
    private final int hash;

    private CacheKey(byte[] name, int length, int question, int form, byte[] options, int hash) {
        this.name = name;
        this.length = length;
        this.question = question;
        this.form = form;
        this.options = options;
        this.hash = hash;
    }

    /** What {@link #hashCode} of the key of {@code query} is. Allocates nothing. */
    static int hash(Query query) {
        long name = Octets.hash(query.lowerQname(), 0, query.qnameLength());
        long hash = Octets.hash(name, (long) question(query) << 32 | form(query));
        byte[] options = query.sentOptions();
        if (options.length > 0) {
            hash = Octets.hash(hash, Octets.hash(options, 0, options.length));
        }
        return (int) (hash ^ hash >>> 32);
    }

    /** A key valid for as long as {@code query} is. */
    static CacheKey borrowed(Query query, int hash) {
        return new CacheKey(
                query.lowerQname(), query.qnameLength(), question(query), form(query), query.sentOptions(), hash);
    }

    private static int question(Query query) {
        return query.qtype() << 16 | query.qclass();
    }

    private static int form(Query query) {
        return query.flags() & Header.CD | (query.edns().dnssecOk() ? 1 : 0);
    }

    /** The same key, to keep. */
    CacheKey kept() {
        return new CacheKey(Arrays.copyOf(name, length), length, question, form, options, hash);
    }

    /**
     * Whether it is the key of {@code query}.
     *
     * @param hashOfQuery {@link #hash(Query)} of it
     */
    boolean isOf(Query query, int hashOfQuery) {
        return hash == hashOfQuery
                && question == question(query)
                && form == form(query)
                && Arrays.equals(name, 0, length, query.lowerQname(), 0, query.qnameLength())
                && Arrays.equals(options, query.sentOptions());
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
                && Arrays.equals(key.name, 0, key.length, name, 0, length)
                && Arrays.equals(key.options, options);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
