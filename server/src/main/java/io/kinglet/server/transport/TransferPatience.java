package io.kinglet.server.transport;

import java.time.Duration;

/**
 * How long a primary may take for a transfer.
 *
 * @param silence to accept the connection, and from one octet to the next
 * @param whole for all of it
 * @param window in which {@code octets} must come, again and again, so that one that trickles is left soon
 * @param octets 0 or more
 */
public record TransferPatience(Duration silence, Duration whole, Duration window, int octets) {

    /** Two hours are what other secondaries give; 16 KiB is what a modem sends in a few seconds of its minute. */
    public static final TransferPatience STANDARD =
            new TransferPatience(Duration.ofSeconds(10), Duration.ofHours(2), Duration.ofMinutes(1), 16_384);
}
