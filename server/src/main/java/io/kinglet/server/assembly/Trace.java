package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows one query at a time through a chain: the last stage that it comes to is the one that answers. The chain is that of the
 * server, layer by layer, with a note in front of each; those layers are left out that only tell others of queries. One thread.
 */
final class Trace {

    /** What only watches: a question that was asked to explain something is nobody's query. */
    private static final Set<String> WATCHERS = Set.of("", "errors", "log", "dnstap", "prometheus", "loop");

    private static final int MOST_UPSTREAMS = 3;

    private final boolean forwards;
    private String last = "";
    private boolean cluster;
    private @Nullable DomainName asked;
    private @Nullable DomainName rewritten;
    private @Nullable String forward;

    /**
     * @param forwards whether names that are forwarded are asked for
     */
    Trace(boolean forwards) {
        this.forwards = forwards;
    }

    /** The chain of these stages. */
    Resolver over(List<Stage> stages) {
        Resolver chain = query -> {
            last = "";
            return Resolver.NOBODY.resolve(query);
        };
        for (int i = stages.size() - 1; i >= 0; i--) {
            Stage stage = stages.get(i);
            if (!WATCHERS.contains(stage.word())) {
                chain = noted(stage, chain);
            }
        }
        return chain;
    }

    private Resolver noted(Stage stage, Resolver next) {
        Resolver its = stage.layer().over(next);
        return query -> {
            note(stage.word(), query);
            if (!forwards && stage.layer() instanceof ForwardLayer layer) {
                return layer.forwards(query) ? unasked(layer) : next.resolve(query);
            }
            if (!forwards && stage.layer() instanceof CacheLayer cache) {
                // Its own fetches would come back here, and what they get is nothing to be kept.
                Answer kept = cache.kept(query);
                return kept == null ? next.resolve(query) : kept;
            }
            return its.resolve(query);
        };
    }

    private void note(String word, Query query) {
        // What a layer asks of its own is part of its answer.
        if (query.depth() > 0) {
            return;
        }
        last = word;
        cluster |= word.equals("kubernetes");
        DomainName name = query.qname();
        DomainName first = asked;
        if (first == null || !first.equals(name)) {
            rewritten = name;
        }
    }

    private Answer unasked(ForwardLayer layer) {
        List<Endpoint> upstreams = layer.config().upstreams();
        forward = upstreams.stream()
                        .limit(MOST_UPSTREAMS)
                        .map(it -> it.address().getAddress().getHostAddress())
                        .distinct()
                        .collect(Collectors.joining(", "))
                + (upstreams.size() > MOST_UPSTREAMS ? " or another of " + upstreams.size() + " upstreams" : "");
        return Answer.Dropped.INSTANCE;
    }

    /** A new query begins. */
    void begin(DomainName name) {
        asked = name;
        last = "";
        cluster = false;
        rewritten = null;
        forward = null;
    }

    /** The word of the stage that answered; empty for none. */
    String by() {
        return last;
    }

    /** Whether the cluster's zone was asked and did not answer itself. */
    boolean passed() {
        return cluster && !last.equals("kubernetes");
    }

    @Nullable
    DomainName rewritten() {
        return rewritten;
    }

    /** Who would be asked; null where that is not what happened. */
    @Nullable
    String forward() {
        return forward;
    }
}
