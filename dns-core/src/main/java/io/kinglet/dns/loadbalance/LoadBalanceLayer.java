package io.kinglet.dns.loadbalance;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;

/** Asks that the A and AAAA records of every answer take turns, those of upstreams included. Any thread; keeps nothing. */
public final class LoadBalanceLayer implements Layer {

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            query.rotates(true);
            return next.resolve(query);
        };
    }
}
