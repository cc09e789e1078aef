package io.kinglet.dns.transfer;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Carries NOTIFY over UDP. Any thread. */
@FunctionalInterface
public interface Notifying {

    /**
     * Sends a message once and waits for what answers it.
     *
     * @param from the address to send from; null for whatever the host takes
     * @param timeoutNanos more than 0
     * @return the response code; it fails, with a message for the log, when nothing came in time or nothing could be sent
     */
    CompletionStage<Integer> send(Query message, InetSocketAddress to, @Nullable IpAddress from, long timeoutNanos);
}
