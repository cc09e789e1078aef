package io.kinglet.server.transport;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.wire.Query;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings an answer that came later, on whatever thread, back to the event loop of the client's socket. One per query. */
final class LateReply implements BiConsumer<@Nullable Answer, @Nullable Throwable>, Runnable {

    private static final System.Logger LOG = System.getLogger(LateReply.class.getName());

    /** The socket that waits. */
    interface Recipient {

        /** Called on the event loop, once per query. */
        void arrived(Query asked, @Nullable Answer answer, @Nullable Throwable failure);
    }

    private final Lane lane;
    private final Recipient recipient;
    private final Query asked;
    private @Nullable Answer answer;
    private @Nullable Throwable failure;

    LateReply(Lane lane, Recipient recipient, Query asked) {
        this.lane = lane;
        this.recipient = recipient;
        this.asked = asked;
    }

    @Override
    public void accept(@Nullable Answer answer, @Nullable Throwable failure) {
        this.answer = answer;
        this.failure = failure;
        if (lane.loop().inEventLoop() && !lane.answering()) {
            run();
            return;
        }
        try {
            lane.loop().execute(this);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "an answer came after the server was closed: {0}", asked);
        }
    }

    @Override
    public void run() {
        recipient.arrived(asked, answer, failure);
    }
}
