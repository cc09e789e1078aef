package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks a chain without a socket, on the caller's thread. Any thread. */
public final class Asking {

    private static final int LARGEST = 0xffff;

    private final Published<Resolver> chain;

    public Asking(Published<Resolver> chain) {
        this.chain = chain;
    }

    /** What is left to wait for. */
    private static final class Later implements ReplySink {
        private @Nullable Query asked;
        private @Nullable CompletionStage<Answer> stage;

        @Override
        public void answerLater(Query query, CompletionStage<Answer> answer) {
            asked = query;
            stage = answer;
        }
    }

    /**
     * @return the reply, as over TCP; empty when there is none
     */
    public byte[] ask(byte[] message) {
        Responder responder = new Responder(chain, Refusals.UNCOUNTED, new AnswerEncoder(true));
        Later later = new Later();
        byte[] out = new byte[LARGEST];
        int length =
                responder.respond(message.clone(), message.length, Transport.TCP, null, System.nanoTime(), out, later);
        if (length == Responder.LATER && later.asked != null && later.stage != null) {
            length = complete(responder, later.asked, later.stage, out);
        }
        return Arrays.copyOf(out, Math.max(0, length));
    }

    private static int complete(Responder responder, Query asked, CompletionStage<Answer> stage, byte[] out) {
        try {
            return responder.complete(asked, stage.toCompletableFuture().join(), null, out);
        } catch (CompletionException e) {
            return responder.complete(asked, null, e, out);
        }
    }
}
