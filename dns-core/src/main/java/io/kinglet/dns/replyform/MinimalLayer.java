package io.kinglet.dns.replyform;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;

/** Leaves what was not asked for out of positive replies: authority and additional records. Any thread; keeps nothing. */
public final class MinimalLayer implements Layer {

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            query.marks().answerOnly(true);
            return next.resolve(query);
        };
    }
}
