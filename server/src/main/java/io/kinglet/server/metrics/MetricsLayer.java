package io.kinglet.server.metrics;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;

/** Counts what passes, and bugs below it. Immutable; any thread. */
public final class MetricsLayer implements Layer {

    private final Traffic traffic;
    private final Counter panics;

    MetricsLayer(Traffic traffic, Counter panics) {
        this.traffic = traffic;
        this.panics = panics;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            query.observe(traffic);
            try {
                return next.resolve(query);
            } catch (RuntimeException e) {
                panics.increment();
                throw e;
            }
        };
    }
}
