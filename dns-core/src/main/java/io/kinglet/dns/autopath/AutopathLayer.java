package io.kinglet.dns.autopath;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Answers a name that does not exist, and that a stub resolver made with the first element of its search list, by the first other
 * element that leads to data. Any thread; keeps nothing.
 */
public final class AutopathLayer implements Layer {

    private static final int FIRST_META_TYPE = 128;
    private static final int LAST_META_TYPE = 255;

    private final List<byte[]> zones;
    private final SearchPaths paths;
    private final Supplier<Resolver> whole;
    private final Runnable completed;

    /**
     * @param zones in which names are completed
     * @param whole asked for the other names
     * @param completed called for each answer that was found so, on any thread
     */
    public AutopathLayer(List<DomainName> zones, SearchPaths paths, Supplier<Resolver> whole, Runnable completed) {
        this.zones = zones.stream().map(DomainName::canonicalOctets).toList();
        this.paths = paths;
        this.whole = whole;
        this.completed = completed;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Answer first = next.resolve(query);
            if (!concerns(query)) {
                return first;
            }
            if (!(first instanceof Answer.Deferred deferred)) {
                return isMissing(first) ? complete(query.copy(), first) : first;
            }
            Query kept = query.copy();
            return new Answer.Deferred(
                    deferred.stage().thenCompose(it -> settled(isMissing(it) ? complete(kept, it) : it)));
        };
    }

    /** Queries of our own are nobody's search; a query without RD is no stub resolver's. */
    private boolean concerns(Query query) {
        int type = query.qtype();
        if (query.depth() > 0
                || query.qclass() != RecordClass.IN
                || (query.flags() & Header.RD) == 0
                || type >= FIRST_META_TYPE && type <= LAST_META_TYPE
                || !paths.mayConcern(query)) {
            return false;
        }
        for (int i = 0; i < zones.size(); i++) {
            if (query.isWithin(zones.get(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isMissing(Answer answer) {
        return answer.rcode() == Rcode.NXDOMAIN && !(answer instanceof Answer.Dropped);
    }

    private Answer complete(Query query, Answer first) {
        List<DomainName> path = paths.of(query);
        return path == null ? first : new Walk(query, first, path, whole.get(), completed).from(1);
    }

    static CompletionStage<Answer> settled(Answer answer) {
        return answer instanceof Answer.Deferred deferred
                ? deferred.stage()
                : CompletableFuture.completedFuture(answer);
    }
}
