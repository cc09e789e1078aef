package io.kinglet.dns.transfer;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Carries the many messages of a transfer from a primary, over TCP. Any thread. */
@FunctionalInterface
public interface TransferClient {

    /** What takes the messages. Called by one thread at a time. */
    interface Receiver {

        /**
         * Takes the message in {@code octets[0..length)}, which is valid only during the call; its ID has been checked.
         *
         * @return whether more is to come
         */
        boolean message(byte[] octets, int length);

        /**
         * Called once, at the end.
         *
         * @param problem why it ended before {@link #message} said so, for a log; null when it did not
         */
        void ended(@Nullable String problem);
    }

    /** A transfer that is under way, or over. */
    @FunctionalInterface
    interface Fetch {

        /** Breaks it off, if it is not over; the receiver is told. Any thread; more than once does no harm. */
        void cancel();
    }

    /**
     * Asks a primary.
     *
     * @param query a whole message; its ID is the transport's to choose
     */
    Fetch fetch(InetSocketAddress primary, byte[] query, Receiver receiver);
}
