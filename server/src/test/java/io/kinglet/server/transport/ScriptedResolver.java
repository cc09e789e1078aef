package io.kinglet.server.transport;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Query;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers 10.0.0.1 to everything, at once, or for {@code slow...} when the test says so; {@code big...} is 4000 records, {@code transfer...}
 * 80 megabytes in parts. */
final class ScriptedResolver implements Resolver {

    static final IpAddress ADDRESS = IpAddress.v4(0x0a000001);

    private static final Rdata RECORD = new Rdata.Address(ADDRESS);
    private static final Answer ANSWER = new Answer.Positive(StaticRecords.ofQname(5, RECORD));
    private static final Answer BIG =
            new Answer.Positive(new StaticRecords(null, 5, Collections.nCopies(4000, RECORD)));

    /** 40 kilobytes. */
    private static final List<Rdata> LARGE = Collections.nCopies(40, new Rdata.Unknown(65280, new byte[1000]));

    private final BlockingQueue<CompletableFuture<Answer>> slow = new LinkedBlockingQueue<>();

    @Override
    public Answer resolve(Query query) {
        String name = query.qname().toString();
        if (name.startsWith("bug")) {
            throw new IllegalStateException("on purpose");
        }
        if (name.startsWith("big")) {
            return BIG;
        }
        if (name.startsWith("transfer")) {
            return new Answer.Transfer(Collections.nCopies(2000, new StaticRecords(null, 5, LARGE)));
        }
        if (!name.startsWith("slow")) {
            return ANSWER;
        }
        CompletableFuture<Answer> stage = new CompletableFuture<>();
        slow.add(stage);
        return new Answer.Deferred(stage);
    }

    /** The next deferred answer; waits for it. */
    CompletableFuture<Answer> nextSlow() throws InterruptedException {
        CompletableFuture<Answer> stage = slow.poll(Messages.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (stage == null) {
            throw new AssertionError("no slow query came");
        }
        return stage;
    }

    void answerNextSlow() throws InterruptedException {
        nextSlow().complete(ANSWER);
    }

    void finish(CompletableFuture<Answer> stage) {
        stage.complete(ANSWER);
    }

    void finishBig(CompletableFuture<Answer> stage) {
        stage.complete(BIG);
    }

    int waiting() {
        return slow.size();
    }

    static List<Boolean> transports() {
        return EventLoops.epollAvailable() ? List.of(true, false) : List.of(false);
    }
}
