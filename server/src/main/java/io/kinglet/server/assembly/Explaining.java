package io.kinglet.server.assembly;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.Enforcement;
import io.kinglet.k8s.policy.Enforcers;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.plugin.ClusterConnection;
import io.kinglet.server.plugin.ExplainDirective;
import io.kinglet.server.plugin.ServerPlan;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kinglet explain} has of a cluster, and how it is told to explain it. The reading of an unchanged cluster goes on over
 * reloads. Any thread.
 */
public final class Explaining {

    private final ClusterConnection connection;
    private final ExplainFeed feed;
    private final ExplainDirective.Settings settings;

    private Explaining(ClusterConnection connection, ExplainFeed feed, ExplainDirective.Settings settings) {
        this.connection = connection;
        this.feed = feed;
        this.settings = settings;
    }

    /**
     * Starts to read what the plan's directive names, or goes on with what {@code earlier} reads; returns at once.
     *
     * @return null where the plan has no such directive
     * @throws CorefileException if this machine has not what the directive names
     */
    static @Nullable Explaining start(ServerPlan plan, @Nullable Explaining earlier, ClusterSources sources) {
        ExplainDirective directive = plan.blocks().stream()
                .flatMap(block -> block.all(ExplainDirective.class).stream())
                .findFirst()
                .orElse(null);
        if (directive == null) {
            return null;
        }
        ClusterConnection connection = Objects.requireNonNull(directive.connection());
        return new Explaining(
                connection,
                earlier != null && earlier.connection.equals(connection)
                        ? earlier.feed
                        : open(connection, directive, sources),
                directive.settings());
    }

    private static ExplainFeed open(ClusterConnection connection, ExplainDirective directive, ClusterSources sources) {
        ClusterSource source;
        try {
            source = sources.openNetwork(connection);
        } catch (RuntimeException e) {
            throw new CorefileException(directive.position(), "`kinglet explain`: " + e.getMessage());
        }
        ExplainFeed feed = new ExplainFeed(source);
        try {
            feed.start();
            return feed;
        } catch (RuntimeException e) {
            feed.close();
            throw new CorefileException(directive.position(), "`kinglet explain`: " + e.getMessage());
        }
    }

    /** The newest state of the cluster; empty until it has been read. */
    public ClusterNetwork network() {
        return feed.network().current();
    }

    /** How the reading of each kind stands. */
    public Map<Kind, KindStatus> status() {
        return feed.status();
    }

    public ExplainDirective.Settings settings() {
        return settings;
    }

    /** What a state of the cluster is to be judged by. Looks at every Pod where the plugin is to be found out. */
    public PolicySettings policySettings(ClusterNetwork network) {
        return new PolicySettings(enforcement(network), settings.settle(), InstantSource.system());
    }

    private Enforcement enforcement(ClusterNetwork network) {
        String enforcer = settings.enforcer();
        if (enforcer != null) {
            return enforcer.equals("none") ? new Enforcement.None() : new Enforcement.By(enforcer);
        }
        return connection instanceof ClusterConnection.Manifests ? new Enforcement.Assumed() : Enforcers.found(network);
    }

    ExplainFeed feed() {
        return feed;
    }

    /** Ends the reading, unless {@code kept} goes on with it. */
    static void close(@Nullable Explaining gone, @Nullable Explaining kept) {
        if (gone != null && (kept == null || kept.feed != gone.feed)) {
            gone.feed.close();
        }
    }
}
