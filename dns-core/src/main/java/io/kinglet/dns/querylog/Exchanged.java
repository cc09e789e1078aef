package io.kinglet.dns.querylog;

import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A query and its reply, seen once.
 *
 * @param length octets of the reply; 0 for silence
 * @param nanos from receiving the one to writing the other
 * @param server what is listened on; null where no one can know
 */
record Exchanged(
        Query query,
        byte[] reply,
        int length,
        long nanos,
        Metadata metadata,
        @Nullable InetSocketAddress server) {

    /** Whether nothing was sent back. */
    boolean isSilence() {
        return length < Header.LENGTH;
    }
}
