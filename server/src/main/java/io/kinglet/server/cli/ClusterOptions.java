package io.kinglet.server.cli;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.k8s.manifest.ManifestException;
import io.kinglet.k8s.manifest.ManifestSource;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.Enforcement;
import io.kinglet.k8s.policy.Enforcers;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.k8s.watch.WatchConfig;
import io.kinglet.k8s.watch.WatchConfigException;
import io.kinglet.server.assembly.ClusterSources;
import io.kinglet.server.plugin.ClusterConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where a command finds the cluster that it explains: manifests, a kubeconfig file, or else the API server of the cluster that it
 * runs in. Mixed into commands; one thread.
 */
final class ClusterOptions {

    private static final Duration SETTLE = Duration.ofSeconds(5);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--manifests",
            paramLabel = "PATH",
            description = "A file or folder of Kubernetes YAML in place of a cluster; may be repeated.")
    private @Nullable List<Path> manifests;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the API server (default: as a Pod of the cluster it runs in).")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig file (default: its current one).")
    private @Nullable String context;

    @Option(
            names = "--enforcer",
            paramLabel = "NAME",
            description = {
                "The network plugin that enforces policies, `assumed` to take it for granted, or `none`"
                        + " (default: assumed with manifests, else found out from the Pods)."
            })
    private @Nullable String enforcer;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "cluster.local",
            description = "The cluster's domain (default: ${DEFAULT-VALUE}).")
    private @Nullable String zone;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long reading the cluster may take (default: ${DEFAULT-VALUE}).")
    private int wait;

    /** Where the cluster is, by these options; a mistake in them ends the command with its usage. */
    ClusterConnection connection() {
        if (manifests != null && (kubeconfig != null || context != null)) {
            throw wrong("--manifests stands in place of a cluster; leave out --kubeconfig and --context, or it");
        }
        if (context != null && kubeconfig == null) {
            throw wrong("--context is one of a kubeconfig file; add --kubeconfig FILE");
        }
        if (manifests != null) {
            return new ClusterConnection.Manifests(manifests);
        }
        return new ClusterConnection.Api(
                kubeconfig == null ? WatchConfig.inCluster() : WatchConfig.kubeconfig(kubeconfig, context));
    }

    /** Whether any of them says where the cluster is. */
    boolean isNamed() {
        return manifests != null || kubeconfig != null || context != null;
    }

    /** The cluster's domain. */
    DomainName zone() {
        try {
            return DomainName.parse(Objects.requireNonNull(zone));
        } catch (NameSyntaxException e) {
            throw wrong("--zone: " + e.getMessage());
        }
    }

    /** How long reading may take. */
    Duration patience() {
        if (wait < 1 || wait > 3600) {
            throw wrong("--wait is 1 to 3600 seconds, not " + wait);
        }
        return Duration.ofSeconds(wait);
    }

    /**
     * Opens the cluster, without reading yet.
     *
     * @throws UnreadableClusterException which says what to do
     */
    ClusterSource open() throws UnreadableClusterException {
        ClusterConnection connection = connection();
        if (connection instanceof ClusterConnection.Api) {
            LogSetup.level(Level.WARNING);
        }
        try {
            if (connection instanceof ClusterConnection.Manifests written) {
                return ManifestSource.openNetwork(written.paths());
            }
            return ClusterSources.named(RestObserver.NONE).open(connection);
        } catch (ManifestException e) {
            throw new UnreadableClusterException(String.valueOf(e.getMessage()), Cli.USAGE);
        } catch (WatchConfigException e) {
            String hint = kubeconfig == null
                    ? System.lineSeparator()
                            + "name a cluster with --kubeconfig FILE, or manifests with --manifests PATH"
                    : "";
            throw new UnreadableClusterException(e.getMessage() + hint, Cli.USAGE);
        }
    }

    /**
     * Reads the network of the cluster once.
     *
     * @throws UnreadableClusterException which says what is missing
     */
    ClusterNetwork read() throws UnreadableClusterException {
        Duration patience = patience();
        try (ClusterSource source = open()) {
            return new ClusterReading(
                            source, Objects.requireNonNull(spec).commandLine().getErr(), patience)
                    .network();
        }
    }

    /** Judges by the policies of this network, as far as they are enforced. */
    PolicyEngine judge(ClusterNetwork network) {
        boolean live = manifests == null;
        return new PolicyEngine(
                network,
                new PolicySettings(enforcement(network, live), live ? SETTLE : Duration.ZERO, InstantSource.system()));
    }

    private Enforcement enforcement(ClusterNetwork network, boolean live) {
        if (enforcer == null) {
            return live ? Enforcers.found(network) : new Enforcement.Assumed();
        }
        return switch (enforcer) {
            case "none" -> new Enforcement.None();
            case "assumed" -> new Enforcement.Assumed();
            default -> new Enforcement.By(enforcer);
        };
    }

    ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
