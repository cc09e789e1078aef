package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** What tests ask a source for, and the time at which they ask. */
final class Scopes {

    static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-05-06T07:08:09Z"));

    private Scopes() {}

    /** One kind as DNS wants it. */
    static ClusterScope of(Kind kind, boolean external) {
        return new ClusterScope(Set.of(kind), null, null, external, false);
    }

    static ObjectReader reader(Kind kind, ClusterScope scope) {
        return new ObjectReader(kind, scope, new Freshness(NOW));
    }
}
