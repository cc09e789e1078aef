package io.kinglet.dns.resolver;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.TransferCursor;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.CompletionStage;

/** Where an answer goes that is not there yet. Implemented by transports, one object per socket or connection. */
public interface ReplySink {

    /**
     * Called on the event loop of the {@link Responder}. When the stage completes (on any thread), the transport goes back to that
     * event loop and calls {@link Responder#complete}.
     *
     * @param query a copy, the sink's to keep
     */
    void answerLater(Query query, CompletionStage<Answer> stage);

    /**
     * Called on the event loop of the {@link Responder}. A transport that can carry many messages for one query takes one after the
     * other from {@link Responder#part}, as the client reads them, until the cursor is done.
     *
     * @return false when it cannot, so that the query is REFUSED
     */
    default boolean answerInParts(TransferCursor cursor) {
        return false;
    }
}
