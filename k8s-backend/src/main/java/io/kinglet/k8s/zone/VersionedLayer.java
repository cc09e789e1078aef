package io.kinglet.k8s.zone;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.k8s.index.ClusterIndex;

/** The layer of zones that show a cluster, and what it says of them at one moment. Any thread. */
public interface VersionedLayer extends Layer {

    /**
     * What the zones answer at one moment, for whoever copies them; nothing falls through. Not for queries from outside: names are
     * taken as they are, and a part of a list for all of it.
     *
     * @param serial of every SOA
     */
    Resolver at(ClusterIndex index, int serial);
}
