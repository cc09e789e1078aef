package io.kinglet.dns.forward;

import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.concurrent.CompletionStage;

/**
 * One question to one upstream: what a transport provides to this package, which opens no sockets.
 *
 * <p>Promises of an implementation (RFC 5452 sections 4 and 9):
 *
 * <ul>
 *   <li>The octets sent are {@link Query#octets()} up to {@link Query#length()} with the ID overwritten, in a copy, by one drawn
 *       from a SecureRandom. UDP goes out from a random port of its own per question; TCP goes over a pooled connection that
 *       may carry many questions, each with an ID of its own.
 *   <li>A message counts as the reply only if it comes from the upstream's address and port to ours, has the ID sent, and {@link
 *       RelayedMessage#read} takes it as a sound response to {@code asked}. Over UDP anything else is ignored and the wait goes
 *       on, so that a liar does not win; over TCP it breaks the connection.
 *   <li>Over TLS and HTTPS the certificate bears the {@link Endpoint#serverName} or the address, or nothing is sent (RFC 8310
 *       section 8.1).
 *   <li>A pooled connection that the upstream has closed in the meantime is replaced once, silently.
 *   <li>What goes wrong is an {@link Outcome}; the stage never completes with an exception.
 * </ul>
 */
@FunctionalInterface
public interface Exchange {

    /** What came of it. */
    sealed interface Outcome {

        /** What went wrong, in a few words for a log. */
        String problem();

        /** A sound response to the question asked, whatever its RCODE; its ID means nothing. */
        record Reply(RelayedMessage message) implements Outcome {
            @Override
            public String problem() {
                return "a reply that makes no sense";
            }
        }

        /** Nothing acceptable came in time. */
        record TimedOut() implements Outcome {
            @Override
            public String problem() {
                return "no reply in time";
            }
        }

        /**
         * The connection could not be made or broke, or the port is closed (ICMP).
         *
         * @param problem a few words, such as {@code connection refused}
         */
        record Broken(String problem) implements Outcome {}

        /** Not sent: so much is under way that there is no room for more. The upstream has no part in it. */
        record Busy() implements Outcome {
            @Override
            public String problem() {
                return "too many questions are under way";
            }
        }
    }

    /**
     * Sends {@code asked} and waits for its reply. Never blocks. Called on any thread: event loops, the scheduler, or the thread
     * that completed an exchange before.
     *
     * @param asked the message to send; never changed from here on, so it may be read by any thread and kept until the end
     * @param transport what carries it where the upstream speaks plain DNS
     * @param timeoutNanos over 0; counts from this call and includes making a connection
     * @return completed on any thread, perhaps before this method returns, and at the latest soon after {@code timeoutNanos}.
     *     What depends on it runs on the completing thread and is short; it may call this method again
     */
    CompletionStage<Outcome> exchange(Query asked, Endpoint upstream, Transport transport, long timeoutNanos);
}
