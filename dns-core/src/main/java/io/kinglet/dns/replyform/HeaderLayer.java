package io.kinglet.dns.replyform;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;

/** Sets and clears bits in the headers of queries, for the layers below, and of their replies. Any thread; keeps nothing. */
public final class HeaderLayer implements Layer {

    private final HeaderConfig config;

    public HeaderLayer(HeaderConfig config) {
        this.config = config;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            query.flags(config.querySet(), config.queryCleared());
            query.marks().flags(config.replySet(), config.replyCleared());
            return next.resolve(query);
        };
    }
}
