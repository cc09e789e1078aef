package io.kinglet.server;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.manifest.ManifestException;
import io.kinglet.k8s.manifest.ManifestSource;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.assembly.ClusterSources;
import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.PlainPlan;
import io.kinglet.server.assembly.ServerConfig;
import io.kinglet.server.corefile.Corefile;
import io.kinglet.server.corefile.FileReader;
import io.kinglet.server.corefile.Options;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.ClusterConnection;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link ClusterDns} is told. Confined to one thread; may start several servers. */
public final class ClusterDnsBuilder {

    private static final System.Logger LOG = System.getLogger(ClusterDns.class.getName());
    private static final int DNS_PORT = 53;

    private DomainName zone = DomainName.parse("cluster.local.");
    private final List<Path> files = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<ClusterObject> objects = new ArrayList<>();
    private final List<InetSocketAddress> upstreams = new ArrayList<>();
    private @Nullable ClusterSource source;
    private @Nullable String corefile;
    private int port;
    private InetAddress bind = InetAddress.getLoopbackAddress();
    private boolean probes;

    ClusterDnsBuilder() {}

    /**
     * The cluster's domain; {@code cluster.local} unless told otherwise.
     *
     * @throws io.kinglet.dns.name.NameSyntaxException if it is no name
     */
    public ClusterDnsBuilder zone(String name) {
        zone = DomainName.parse(name);
        return this;
    }

    /** Files and folders of Kubernetes YAML, followed while they are edited. */
    public ClusterDnsBuilder manifests(Path... paths) {
        files.addAll(List.of(paths));
        return this;
    }

    /** Kubernetes YAML that goes into {@link ClusterDns#cluster}. */
    public ClusterDnsBuilder manifest(String yaml) {
        texts.add(yaml);
        return this;
    }

    /** Objects that go into {@link ClusterDns#cluster}. */
    public ClusterDnsBuilder objects(ClusterObject... some) {
        objects.addAll(List.of(some));
        return this;
    }

    /**
     * A source of the program's own, or {@code ClusterWatch.of(client)} for an API server. The server starts and closes it, so it
     * serves one server and, with a Corefile, {@code kubernetes} directives that read alike.
     */
    public ClusterDnsBuilder source(ClusterSource given) {
        source = given;
        return this;
    }

    /**
     * Served in place of one plain zone. Blocks on port 53 are served on {@link #port}; a cluster given here stands in for those
     * its {@code kubernetes} directives name; imports and variables are read as by the daemon.
     */
    public ClusterDnsBuilder corefile(String text) {
        corefile = text;
        return this;
    }

    /** Asked for names outside of the cluster's zones; without any, these are REFUSED. Of no effect beside a Corefile. */
    public ClusterDnsBuilder upstream(InetSocketAddress... servers) {
        upstreams.addAll(List.of(servers));
        return this;
    }

    /** 0, the usual, for any free port. */
    public ClusterDnsBuilder port(int number) {
        if (number < 0 || number > 65535) {
            throw new IllegalArgumentException("port " + number + " is not within 0-65535");
        }
        port = number;
        return this;
    }

    /** Where to listen; the loopback address unless told otherwise. */
    public ClusterDnsBuilder bind(InetAddress address) {
        bind = address;
        return this;
    }

    /** Opens the addresses of {@code health}, {@code ready} and {@code prometheus} in a Corefile, which are left closed otherwise. */
    public ClusterDnsBuilder probes() {
        probes = true;
        return this;
    }

    /**
     * Starts to serve.
     *
     * @throws io.kinglet.server.corefile.CorefileException if the Corefile has a mistake, or names what is not there
     * @throws ManifestException if YAML has a mistake
     * @throws UncheckedIOException if the address cannot be listened on
     * @throws IllegalStateException if the cluster is given in several ways
     */
    public ClusterDns start() {
        boolean inMemory = !texts.isEmpty() || !objects.isEmpty();
        if ((files.isEmpty() ? 0 : 1) + (inMemory ? 1 : 0) + (source == null ? 0 : 1) > 1) {
            throw new IllegalStateException(
                    "give the cluster in one way: manifests(), or manifest() and objects(), or source()");
        }
        boolean given = inMemory || source != null || !files.isEmpty();
        InMemoryCluster cluster = inMemory || !given && corefile == null ? cluster() : null;
        try {
            return new ClusterDns(DnsServer.start(plan(), config(cluster)), cluster, again(cluster));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is read once more by whoever explains; null for what can be read once only. */
    private @Nullable Supplier<ClusterSource> again(@Nullable InMemoryCluster cluster) {
        if (cluster != null) {
            return cluster::reader;
        }
        List<Path> paths = List.copyOf(files);
        return paths.isEmpty() ? null : () -> ManifestSource.openNetwork(paths);
    }

    private InMemoryCluster cluster() {
        InMemoryCluster cluster = InMemoryCluster.ofNetwork();
        for (String text : texts) {
            cluster.applyYaml(text);
        }
        cluster.apply(objects.toArray(ClusterObject[]::new));
        return cluster;
    }

    private ServerPlan plan() {
        if (corefile != null) {
            Options options = new Options(DNS_PORT, System::getenv, FileReader.disk());
            return ServerPlan.of(Corefile.parse("Corefile", corefile, options));
        }
        return PlainPlan.of(zone, DNS_PORT, new ClusterConnection.Manifests(files), upstreams);
    }

    private ServerConfig config(@Nullable InMemoryCluster cluster) {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(
                Math.min(2, usual.eventLoops()), 256, usual.inFlight(), usual.idle(), usual.read(), usual.write());
        return new ServerConfig(
                limits,
                sources(cluster),
                bind,
                it -> it == DNS_PORT ? port : it,
                probes,
                new Metrics(),
                loop -> LOG.log(Level.ERROR, "plugin/loop: {0}", loop));
    }

    private ClusterSources sources(@Nullable InMemoryCluster cluster) {
        if (cluster != null) {
            return connection -> cluster.reader();
        }
        ClusterSource own = source;
        if (own != null) {
            AtomicBoolean taken = new AtomicBoolean();
            return connection -> {
                if (taken.getAndSet(true)) {
                    throw new IllegalStateException(
                            "the source given is read already, for other options; let the directives of the Corefile agree");
                }
                return own;
            };
        }
        if (!files.isEmpty()) {
            List<Path> paths = List.copyOf(files);
            return connection -> ManifestSource.open(paths);
        }
        return ClusterSources.named(RestObserver.NONE);
    }
}
