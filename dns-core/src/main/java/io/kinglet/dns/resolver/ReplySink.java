package io.kinglet.dns.resolver;

import io.kinglet.dns.answer.Answer;
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
}
