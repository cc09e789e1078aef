package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to a query comes from: noted down by the layer that has it, for one above that has asked to know. All copies of
 * the query share it. Any thread; what is noted before an answer is given can be read after it.
 */
public final class AnswerSource {

    private volatile @Nullable InetSocketAddress upstream;
    private volatile @Nullable DomainName wildcard;

    /** The upstream that answered, or the last one in trouble where none did; null where none was asked. */
    public @Nullable InetSocketAddress upstream() {
        return upstream;
    }

    public void upstream(@Nullable InetSocketAddress address) {
        upstream = address;
    }

    /** The wildcard of a zone that QNAME was matched by (RFC 4592); null for none. */
    public @Nullable DomainName wildcard() {
        return wildcard;
    }

    public void wildcard(DomainName owner) {
        wildcard = owner;
    }
}
