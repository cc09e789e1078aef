package io.kinglet.dns.rewrite;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rewrite.Rewriting.Outcome;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Asks other questions than were asked, and makes their answers those to what was asked. Any thread; keeps nothing. */
public final class RewriteLayer implements Layer {

    private static final Answer NO_NAME =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.OTHER, "the name is none after rewriting");

    private final RuleList rules;
    private final Supplier<Resolver> whole;
    private final OptionValue.Sources sources;
    private final Set<Integer> shownCodes = new HashSet<>();

    /**
     * @param whole asked for the new targets of CNAME records
     */
    public RewriteLayer(RewriteConfig config, Supplier<Resolver> whole, OptionValue.Sources sources) {
        rules = new RuleList(config.rules());
        this.whole = whole;
        this.sources = sources;
        for (RewriteRule rule : config.rules()) {
            if (rule instanceof RewriteRule.Option option && option.shown()) {
                shownCodes.add(option.code());
            }
        }
    }

    @Override
    public Resolver over(Resolver next) {
        return over(next, query -> Resolver.OTHER_CLASS);
    }

    /**
     * @param internet asked what is, or becomes, of class IN
     * @param others asked the rest
     */
    public Resolver over(Resolver internet, Resolver others) {
        return query -> {
            int first = rules.next(0, query.lowerQname(), query.qnameLength(), query.qtype(), query.qclass());
            return first < 0 ? route(query, internet, others) : rewrite(query, first, internet, others);
        };
    }

    private static Answer route(Query query, Resolver internet, Resolver others) {
        return query.qclass() == RecordClass.IN ? internet.resolve(query) : others.resolve(query);
    }

    private Answer rewrite(Query asked, int first, Resolver internet, Resolver others) {
        Rewriting rewriting = new Rewriting(asked, sources);
        for (int at = first; at >= 0; at = rewriting.next(rules, at + 1)) {
            RewriteRule rule = rules.get(at);
            Outcome outcome = rewriting.apply(rule);
            if (outcome == Outcome.NO_NAME) {
                return NO_NAME;
            }
            if (outcome == Outcome.APPLIED && rule.stops()) {
                break;
            }
        }
        Query inner = rewriting.query();
        Answer answer = route(inner, internet, others);
        if (inner != asked) {
            asked.takeMarks(inner);
            show(asked, rewriting.replyOptions(shownCodes::contains));
        }
        List<ReplyChange> changes = rewriting.changes();
        if (inner == asked && changes.isEmpty()) {
            return answer;
        }
        if (!(answer instanceof Answer.Deferred deferred)) {
            return new ReplyRewriting(asked, inner, changes, whole).of(answer);
        }
        Query kept = asked.copy();
        ReplyRewriting later = new ReplyRewriting(kept, inner == asked ? kept : inner, changes, whole);
        return new Answer.Deferred(deferred.stage().thenCompose(it -> settled(later.of(it))));
    }

    private static void show(Query asked, byte[] options) {
        if (options.length > 0) {
            byte[] before = asked.marks().options();
            byte[] all = Arrays.copyOf(before, before.length + options.length);
            System.arraycopy(options, 0, all, before.length, options.length);
            asked.marks().options(all);
        }
    }

    static CompletionStage<Answer> settled(Answer answer) {
        return answer instanceof Answer.Deferred deferred
                ? deferred.stage()
                : CompletableFuture.completedFuture(answer);
    }
}
