package io.kinglet.dns.dns64;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Gives names that have only IPv4 addresses IPv6 ones, which a translator (NAT64) leads to the former (RFC 6147). Any thread; keeps
 * nothing.
 */
public final class Dns64Layer implements Layer {

    private static final int VALIDATES = Header.CD;

    private final Dns64Config config;
    private final Supplier<Resolver> whole;
    private final Runnable translated;

    /**
     * @param whole asked for the IPv4 addresses
     * @param translated called for each answer that was made, on any thread
     */
    public Dns64Layer(Dns64Config config, Supplier<Resolver> whole, Runnable translated) {
        this.config = config;
        this.whole = whole;
        this.translated = translated;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            if (!concerns(query)) {
                return next.resolve(query);
            }
            Answer answer = next.resolve(query);
            if (!(answer instanceof Answer.Deferred deferred)) {
                return wanted(query, answer) ? translate(query.copy(), answer) : answer;
            }
            Query kept = query.copy();
            return new Answer.Deferred(deferred.stage()
                    .thenCompose(it ->
                            wanted(kept, it) ? settled(translate(kept, it)) : CompletableFuture.completedFuture(it)));
        };
    }

    private boolean concerns(Query query) {
        if (query.qtype() != RecordType.AAAA) {
            return false;
        }
        // Who validates on its own would find made records bogus (RFC 6147 section 5.5).
        boolean validates = query.edns().dnssecOk() && (query.flags() & VALIDATES) != 0;
        return !validates
                && (config.allowIpv4()
                        || query.client() != null && query.client().ipv6());
    }

    /** NXDOMAIN is about every type; all other failures are as good as an empty answer (RFC 6147 section 5.1.2). */
    private boolean wanted(Query query, Answer answer) {
        return answer.rcode() != Rcode.NXDOMAIN
                && !(answer instanceof Answer.Dropped)
                && (config.translateAll() || !Synthesis.hasAaaa(query, answer));
    }

    private Answer translate(Query query, Answer without) {
        Query question = query.ask(query.qname(), RecordType.A);
        Answer addresses = whole.get().resolve(question);
        if (addresses instanceof Answer.Deferred deferred) {
            return new Answer.Deferred(deferred.stage().thenApply(it -> made(query, without, question, it)));
        }
        return made(query, without, question, addresses);
    }

    private Answer made(Query query, Answer without, Query question, Answer addresses) {
        Answer made = Synthesis.of(config, query, without, question, addresses);
        if (made == null) {
            return without;
        }
        translated.run();
        return made;
    }

    private static CompletionStage<Answer> settled(Answer answer) {
        return answer instanceof Answer.Deferred deferred
                ? deferred.stage()
                : CompletableFuture.completedFuture(answer);
    }
}
