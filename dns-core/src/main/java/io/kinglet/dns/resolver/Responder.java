package io.kinglet.dns.resolver;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.TransferCursor;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The door for transports: octets in, octets out. One object per event loop; the chain of resolvers behind it is shared and may be
 * replaced at any moment. Event-loop confined.
 */
public final class Responder {

    /** What {@link #respond} returns when the sink was asked to answer later. */
    public static final int LATER = -1;

    private static final System.Logger LOG = System.getLogger(Responder.class.getName());

    private static final Answer NO_MESSAGE =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.NOT_SUPPORTED, "zones are transferred over TCP");

    private static final ReplySink ONE_MESSAGE = (query, stage) -> {};

    private final Published<Resolver> chain;
    private final Refusals refusals;
    private final AnswerEncoder encoder;
    private final Query query = new Query();
    private int turn = ThreadLocalRandom.current().nextInt() | 1;

    public Responder(Published<Resolver> chain, Refusals refusals, AnswerEncoder encoder) {
        this.chain = chain;
        this.refusals = refusals;
        this.encoder = encoder;
    }

    /**
     * Answers the packet in {@code in[0..length)}.
     *
     * @param client who sent it; null where no one can know
     * @param nanos when it was received, {@link System#nanoTime()}
     * @param out room for the reply: 65,535 octets for TCP, for UDP the largest payload ever allowed
     * @param later takes over when the answer is not there yet
     * @return octets of the reply; 0 for silence; {@link #LATER}
     */
    public int respond(
            byte[] in,
            int length,
            Transport transport,
            @Nullable Client client,
            long nanos,
            byte[] out,
            ReplySink later) {
        QueryDefect defect = query.read(in, length, transport, client);
        if (defect != QueryDefect.NONE) {
            refusals.refused(defect, transport);
            return refuse(defect, out);
        }
        query.receivedNanos(nanos);
        turn ^= turn << 13;
        turn ^= turn >>> 17;
        turn ^= turn << 5;
        query.rotation(turn);
        Answer answer = resolve();
        if (answer == Resolver.OTHER_CLASS) {
            refusals.refused(QueryDefect.OTHER_CLASS, transport);
        }
        if (answer instanceof Answer.Deferred deferred) {
            later.answerLater(query.copy(), deferred.stage());
            return LATER;
        }
        if (answer == Resolver.NO_NOTIFY) {
            refusals.refused(QueryDefect.UNKNOWN_OPCODE, transport);
            return refuse(QueryDefect.UNKNOWN_OPCODE, out);
        }
        if (answer instanceof Answer.Transfer transfer) {
            return transfer(query.copy(), transfer, out, later);
        }
        return finish(query, answer, out);
    }

    private int transfer(Query asked, Answer.Transfer transfer, byte[] out, ReplySink later) {
        return later.answerInParts(new TransferCursor(asked, transfer)) ? LATER : finish(asked, NO_MESSAGE, out);
    }

    /**
     * Encodes the next message of an answer in parts, on this responder's event loop.
     *
     * @return octets of the message; 0 when it cannot be written, so that the connection has to be closed
     */
    public int part(TransferCursor cursor, byte[] out) {
        try {
            boolean first = cursor.isFirst();
            int length = encoder.encodePart(cursor.query(), cursor, out);
            if (first) {
                // One query is one reply to those who count, however many messages it has.
                cursor.query().answered(out, length);
            }
            return length;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a bug was met transferring " + cursor.query() + "; broken off", e);
            return 0;
        }
    }

    /** Encodes an answer that came later, for a transport on which every answer is one message. */
    public int complete(Query asked, @Nullable Answer answer, @Nullable Throwable failure, byte[] out) {
        return complete(asked, answer, failure, out, ONE_MESSAGE);
    }

    /**
     * Encodes an answer that came later, on this responder's event loop.
     *
     * @param failure null, or why the stage failed
     * @return octets of the reply; 0 for silence; {@link #LATER} when the sink was asked to answer in parts
     */
    public int complete(
            Query asked, @Nullable Answer answer, @Nullable Throwable failure, byte[] out, ReplySink later) {
        if (answer == null || failure != null || answer instanceof Answer.Deferred) {
            LOG.log(Level.ERROR, () -> "answering " + asked + " failed; SERVFAIL sent", failure);
            return finish(asked, new Answer.Failure(Rcode.SERVFAIL), out);
        }
        return answer instanceof Answer.Transfer transfer
                ? transfer(asked, transfer, out, later)
                : finish(asked, answer, out);
    }

    private Answer resolve() {
        try {
            Resolver current = chain.current();
            if (Header.opcode(query.flags()) == Opcode.NOTIFY) {
                return query.qclass() == RecordClass.IN ? current.resolveNotify(query) : Resolver.NO_NOTIFY;
            }
            return query.qclass() == RecordClass.IN ? current.resolve(query) : current.resolveOtherClass(query);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a bug was met answering " + query + "; SERVFAIL sent", e);
            return new Answer.Failure(Rcode.SERVFAIL);
        }
    }

    private int finish(Query asked, Answer answer, byte[] out) {
        int length = encode(asked, answer, out);
        asked.answered(out, length);
        return length;
    }

    private int encode(Query asked, Answer answer, byte[] out) {
        try {
            return encoder.encode(asked, answer, out);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a bug was met writing the answer to " + asked + "; SERVFAIL sent", e);
            return encoder.encode(asked, new Answer.Failure(Rcode.SERVFAIL), out);
        }
    }

    private int refuse(QueryDefect defect, byte[] out) {
        return switch (defect) {
            case NONE, OTHER_CLASS, DROP -> 0;
            case MALFORMED -> encoder.encodeHeader(query, Rcode.FORMERR, out);
            case UNKNOWN_OPCODE -> encoder.encodeHeader(query, Rcode.NOTIMP, out);
            case BAD_VERSION -> encoder.encodeBadVersion(query, out);
        };
    }
}
