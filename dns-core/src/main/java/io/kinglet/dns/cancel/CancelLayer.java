package io.kinglet.dns.cancel;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Answers SERVFAIL where the layers below take too long. What they do is not undone: an answer that comes after all still fills
 * caches. Only answers that come later have a timer. Any thread.
 */
public final class CancelLayer implements Layer {

    private final long nanos;
    private final Scheduler scheduler;
    private final Answer late;

    /**
     * @param timeout more than zero
     */
    public CancelLayer(Duration timeout, Scheduler scheduler) {
        nanos = timeout.toNanos();
        this.scheduler = scheduler;
        late = new Answer.Failure(
                Rcode.SERVFAIL, ExtendedError.OTHER, "no answer within " + timeout.toMillis() + " ms");
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Answer answer = next.resolve(query);
            return answer instanceof Answer.Deferred deferred ? bounded(deferred) : answer;
        };
    }

    private Answer bounded(Answer.Deferred deferred) {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        Scheduler.Task timer = scheduler.schedule(() -> first.complete(late), nanos);
        deferred.stage().whenComplete((answer, failure) -> {
            timer.cancel();
            if (failure != null) {
                first.completeExceptionally(failure);
            } else {
                first.complete(answer);
            }
        });
        return new Answer.Deferred(first);
    }
}
