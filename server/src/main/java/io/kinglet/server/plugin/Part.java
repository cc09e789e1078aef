package io.kinglet.server.plugin;

import io.kinglet.dns.resolver.Layer;
import org.jspecify.annotations.Nullable;

/** What one directive asks for: read and checked, nothing started. Implementations are records. */
public interface Part {

    /**
     * The stage of the chain that the directive stands for; null for one that only sets something. Called once per chain, from
     * the last directive of the order to the first.
     *
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what the directive names
     */
    default @Nullable Layer layer(Host host) {
        return null;
    }

    /**
     * The stage of the chain for queries of class CH, which a block has where it says {@code chaos}; null for one that such queries
     * pass by. Called after {@link #layer}.
     */
    default @Nullable Layer chaosLayer(Host host) {
        return null;
    }

    /** The stage of the chain for NOTIFY; null for one that such messages pass by. Called after {@link #layer}. */
    default @Nullable Layer notifyLayer(Host host) {
        return null;
    }

    /** One part that means this one and a later one of the same word; null when each stands for itself. */
    default @Nullable Part joined(Part later) {
        return null;
    }

    /** Whether what it answers is never kept by a cache, so that it may as well stand over one: looking there would only cost. */
    default boolean passesOverCache() {
        return false;
    }

    /** Whether a block with nothing but such parts has no chain, so that its zones are REFUSED. */
    default boolean answers() {
        return true;
    }
}
