package io.kinglet.server.assembly;

import io.kinglet.dns.autopath.AutopathLayer;
import io.kinglet.dns.autopath.SearchPaths;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rewrite.OptionValue;
import io.kinglet.dns.rewrite.RewriteLayer;
import io.kinglet.k8s.autopath.ClusterSearchPaths;
import io.kinglet.k8s.autopath.PodsInTouch;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.Counter;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.AutopathDirective;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.RewriteDirective;
import io.kinglet.server.plugin.SearchLines;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the layers of one block that ask other questions than they are asked. Immutable.
 *
 * @param whole everything that is served at the block's address
 * @param socket the block's first address
 * @param server the same, as metrics name it
 */
record OtherQuestions(
        Metrics metrics,
        ClusterFeeds feeds,
        Supplier<Resolver> whole,
        Metadata metadata,
        InetSocketAddress socket,
        String server) {

    RewriteLayer rewrite(RewriteDirective directive) {
        boolean known = !socket.getAddress().isAnyLocalAddress();
        if (directive.config().needsServer() && !known) {
            throw new CorefileException(
                    directive.position(),
                    "which address was asked is not known to `rewrite` where the block listens on all of them");
        }
        return new RewriteLayer(directive.config(), whole, new OptionValue.Sources(metadata, known ? socket : null));
    }

    /**
     * @param cluster null where the block has none
     */
    Layer autopath(AutopathDirective directive, @Nullable KubernetesDirective cluster) {
        SearchPaths paths = directive.search() != null
                ? SearchPaths.fixed(directive.search())
                : cluster == null ? null : pods(cluster);
        if (paths == null) {
            return next -> next;
        }
        Counter completed = metrics.counter(Family.AUTOPATH_SUCCESS, "server", server);
        return new AutopathLayer(directive.zones(), paths, whole, completed::increment);
    }

    private SearchPaths pods(KubernetesDirective cluster) {
        ClusterFeed feed = feeds.of(cluster);
        return new ClusterSearchPaths(
                cluster.config(),
                feed.index(),
                new PodsInTouch(feed::status, System::nanoTime),
                SearchLines.ofThisMachine());
    }
}
