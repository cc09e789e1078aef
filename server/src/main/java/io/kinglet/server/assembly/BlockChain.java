package io.kinglet.server.assembly;

import io.kinglet.dns.acl.AclConfig;
import io.kinglet.dns.acl.AclLayer;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.builtin.LocalLayer;
import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.cancel.CancelLayer;
import io.kinglet.dns.dns64.Dns64Config;
import io.kinglet.dns.dns64.Dns64Layer;
import io.kinglet.dns.erratic.ErraticConfig;
import io.kinglet.dns.erratic.ErraticLayer;
import io.kinglet.dns.errors.ErrorsConfig;
import io.kinglet.dns.errors.ErrorsLayer;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.hosts.HostsLayer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.loadbalance.LoadBalanceConfig.Weighted;
import io.kinglet.dns.loadbalance.OrderLayer;
import io.kinglet.dns.loop.LoopLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.querylog.QueryLogConfig;
import io.kinglet.dns.querylog.QueryLogLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.template.TemplateConfig;
import io.kinglet.dns.template.TemplateLayer;
import io.kinglet.dns.transfer.TransferConfig;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.zonefile.ZoneFileException;
import io.kinglet.dns.zonefile.ZoneFileLimits;
import io.kinglet.dns.zonefile.ZoneFileReader;
import io.kinglet.dns.zonefile.ZoneFiles;
import io.kinglet.dns.zonefile.ZoneFolder;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.zone.ExternalLayer;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.AclMetrics;
import io.kinglet.server.metrics.Counter;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.TemplateMetrics;
import io.kinglet.server.plugin.AutoDirective;
import io.kinglet.server.plugin.AutopathDirective;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.DnstapDirective;
import io.kinglet.server.plugin.ExplainDirective;
import io.kinglet.server.plugin.FileDirective;
import io.kinglet.server.plugin.Host;
import io.kinglet.server.plugin.HostsDirective;
import io.kinglet.server.plugin.K8sExternalDirective;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.LoadbalanceDirective;
import io.kinglet.server.plugin.Part;
import io.kinglet.server.plugin.RewriteDirective;
import io.kinglet.server.plugin.SecondaryDirective;
import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.transport.UpstreamSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The layers of one block, put over each other from the last to the first. Confined to the thread that builds it. */
final class BlockChain implements Host {

    private static final System.Logger QUERIES = System.getLogger("io.kinglet.queries");
    private static final System.Logger ERRORS = System.getLogger("io.kinglet.errors");

    private static final ZoneFileReader ZONE_FILES = new ZoneFileReader(ZoneFileLimits.standard());

    /** What a cluster layer leaves to the next one. */
    private static final Answer PASSED = Answer.Dropped.INSTANCE;

    private final BlockPlan block;
    private final Workshop workshop;
    private final ClusterFeeds feeds;
    private final @Nullable SignalTask signals;
    private final Supplier<Resolver> whole;
    private final Supplier<List<IpAddress>> localAddresses;
    private final String server;
    private final InetSocketAddress socket;
    private final List<Resolver> clusters = new ArrayList<>();
    final List<ErrorsLayer> errors = new ArrayList<>();
    final List<HostsFile> hostsFiles = new ArrayList<>();
    final List<WeightFile> weightFiles = new ArrayList<>();
    final List<ZoneFiles> zoneFiles = new ArrayList<>();
    final List<ZoneFolder> zoneFolders = new ArrayList<>();
    final List<CacheLayer> caches = new ArrayList<>();
    final List<ForwardLayer> forwards = new ArrayList<>();
    final List<UpstreamSockets> sockets = new ArrayList<>();
    final Taps taps;
    final List<LoopLayer> loops = new ArrayList<>();
    final List<Stage> stages = new ArrayList<>();
    private Resolver belowRewrite = Resolver.NOBODY;
    final CopiedZones copied;

    /**
     * @param signals what heeds lookups of Services, where the block explains; null for nothing
     * @param whole everything that is served at the block's address
     * @param server the block's first address
     */
    BlockChain(
            BlockPlan block,
            Workshop workshop,
            ClusterFeeds feeds,
            @Nullable SignalTask signals,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses,
            ServerAddress server) {
        this.block = block;
        this.workshop = workshop;
        copied = new CopiedZones(block, workshop);
        this.feeds = feeds;
        this.signals = block.one(ExplainDirective.class) == null ? null : signals;
        this.whole = whole;
        this.localAddresses = localAddresses;
        this.server = server.toString();
        socket = server.socket();
        taps = Taps.of(block, workshop, this);
    }

    /** The chain; a block that nothing answers is REFUSED. */
    Resolver build() {
        if (!block.answers()) {
            return Resolver.REFUSED;
        }
        Resolver chain = Resolver.NOBODY;
        List<Part> parts = ChainOrder.of(block.parts());
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) instanceof RewriteDirective) {
                belowRewrite = chain;
            }
            stages.add(0, Stage.of(parts.get(i), this));
            chain = stages.get(0).layer().over(chain);
        }
        return chain;
    }

    /** The chain for queries of other classes than IN, built after the other one; null when the block has none. */
    @Nullable
    Resolver buildChaos() {
        if (!block.servesOtherClasses()) {
            return null;
        }
        Resolver chain = query -> Resolver.OTHER_CLASS;
        for (int i = block.parts().size() - 1; i >= 0; i--) {
            Layer layer = block.parts().get(i).chaosLayer(this);
            chain = layer == null ? chain : layer.over(chain);
        }
        return chain;
    }

    /** The chain for NOTIFY, built after the first one; null when the block copies no zone. */
    @Nullable
    Resolver buildNotifications() {
        if (!copied.hasPrimaries()) {
            return null;
        }
        Resolver chain = query -> Resolver.NO_NOTIFY;
        for (int i = block.parts().size() - 1; i >= 0; i--) {
            Layer layer = block.parts().get(i).notifyLayer(this);
            chain = layer == null ? chain : layer.over(chain);
        }
        return chain;
    }

    @Override
    public Layer secondary(SecondaryDirective directive) {
        return copied.secondary(directive, whole);
    }

    @Override
    public Layer secondaryNotifications(SecondaryDirective directive) {
        return copied.notifications(directive);
    }

    @Override
    public Layer acl(AclConfig config) {
        Set<DomainName> zones = new LinkedHashSet<>();
        config.rules().forEach(rule -> zones.addAll(rule.zones()));
        return new AclLayer(config, new AclMetrics(workshop.config().metrics(), zones, server, block.view()));
    }

    @Override
    public Layer local(boolean anyPrefix) {
        return new LocalLayer(anyPrefix, workshop.config().metrics().counter(Family.LOCAL_REQUESTS)::increment);
    }

    @Override
    public Layer cancel(Duration timeout) {
        return new CancelLayer(timeout, workshop.scheduler());
    }

    @Override
    public Layer erratic(ErraticConfig config) {
        return new ErraticLayer(config, workshop.scheduler());
    }

    @Override
    public Layer dns64(Dns64Config config) {
        Counter translated = workshop.config().metrics().counter(Family.DNS64_TRANSLATED, "server", server);
        return new Dns64Layer(config, whole, translated::increment);
    }

    @Override
    public Layer rewrite(RewriteDirective directive) {
        return questions().rewrite(directive);
    }

    @Override
    public Layer rewriteOtherClass(RewriteDirective directive) {
        return next -> questions().rewrite(directive).over(belowRewrite, next);
    }

    @Override
    public Layer autopath(AutopathDirective directive) {
        return questions().autopath(directive, block.one(KubernetesDirective.class));
    }

    private OtherQuestions questions() {
        return new OtherQuestions(workshop.config().metrics(), feeds, whole, metadata(), socket, server);
    }

    @Override
    public String version() {
        return "Kinglet-" + Version.text();
    }

    @Override
    public String hostName() {
        return HostName.text();
    }

    @Override
    public Layer dnstap(DnstapDirective directive) {
        return taps.layer();
    }

    @Override
    public Layer errors(ErrorsConfig config) {
        ErrorsLayer layer = new ErrorsLayer(config, ERRORS::log, workshop.scheduler(), System::nanoTime);
        errors.add(layer);
        return layer;
    }

    @Override
    public Layer log(QueryLogConfig config) {
        // As a parameter, so that a log that has fields finds them.
        return new QueryLogLayer(
                config,
                line -> QUERIES.log(System.Logger.Level.INFO, "{0}", line),
                System::nanoTime,
                metadata(),
                address());
    }

    Metadata metadata() {
        return BlockMetadata.of(block, feeds);
    }

    /** Where its queries come; null when that is not known of each. */
    @Nullable
    InetSocketAddress address() {
        return block.hasOneAddress() ? socket : null;
    }

    @Override
    public Layer cache(CacheConfig config) {
        List<Resolver> below = List.copyOf(clusters);
        CacheLayer cache =
                new CacheLayer(config, workshop.scheduler(), System::nanoTime, query -> isClaimed(query, below));
        caches.add(cache);
        return cache;
    }

    @Override
    public Layer loadBalance(LoadbalanceDirective directive) {
        Weighted weighted = directive.config().weighted();
        WeightFile file = weighted == null ? null : new WeightFile(weighted, directive.position(), workshop.disk());
        if (file != null) {
            weightFiles.add(file);
        }
        return new OrderLayer(directive.config().preferred(), file == null ? null : file.weights());
    }

    @Override
    public Layer file(FileDirective directive) {
        try {
            ZoneFiles files =
                    new ZoneFiles(directive.files(), copied::zone, ZONE_FILES, workshop.disk(), zoneFailures());
            zoneFiles.add(files);
            return copied.serve(files.zones(), null, directive.fallthrough(), whole);
        } catch (ZoneFileException e) {
            throw new CorefileException(directive.position(), "`file`: " + e.getMessage());
        }
    }

    @Override
    public Layer auto(AutoDirective directive) {
        ZoneFolder folder =
                new ZoneFolder(directive.config(), copied::zone, ZONE_FILES, workshop.disk(), zoneFailures());
        zoneFolders.add(folder);
        return copied.serve(folder.zones(), directive.origins(), List.of(), whole);
    }

    private Runnable zoneFailures() {
        return workshop.config().metrics().counter(Family.ZONE_FAILURES)::increment;
    }

    @Override
    public Layer template(TemplateConfig config) {
        TemplateMetrics counted =
                new TemplateMetrics(workshop.config().metrics(), config.zones(), server, block.view());
        return new TemplateLayer(config, whole, metadata(), counted);
    }

    @Override
    public Layer hosts(HostsDirective directive) {
        HostsFile file = new HostsFile(directive, workshop.disk());
        hostsFiles.add(file);
        return new HostsLayer(directive.config(), file.table());
    }

    /** A name that was forwarded and kept may have become one of a cluster since. */
    private static boolean isClaimed(Query query, List<Resolver> clusters) {
        for (int i = 0; i < clusters.size(); i++) {
            if (clusters.get(i).resolve(query) != PASSED) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Layer transfer(TransferConfig config) {
        return copied.transfer(config);
    }

    @Override
    public Layer external(K8sExternalDirective directive) {
        KubernetesDirective cluster = Objects.requireNonNull(block.one(KubernetesDirective.class));
        Published<ClusterIndex> index = feeds.of(cluster).index();
        Layer layer = copied.external(
                directive.config(),
                index,
                serial -> new ExternalLayer(directive.config(), index, whole, localAddresses, serial));
        clusters.add(layer.over(query -> PASSED));
        return layer;
    }

    @Override
    public Layer kubernetes(KubernetesDirective directive) {
        Published<ClusterIndex> index = feeds.of(directive).index();
        Layer layer = copied.cluster(
                directive.config(),
                index,
                serial -> Watched.cluster(signals, directive.config(), index, whole, localAddresses, serial));
        clusters.add(layer.over(query -> PASSED));
        return layer;
    }

    @Override
    public Layer loop(DomainName zone) {
        LoopLayer loop = new LoopLayer(
                zone,
                whole,
                workshop.scheduler(),
                System::nanoTime,
                new SecureRandom(),
                workshop.config().onLoop());
        loops.add(loop);
        return loop;
    }

    @Override
    public List<InetAddress> addresses(String name, List<InetSocketAddress> resolvers) {
        return workshop.addresses(name, resolvers);
    }

    @Override
    public Layer forward(ForwardConfig config, @Nullable ClientTls tls) {
        UpstreamSockets exchange = workshop.sockets(config, tls);
        sockets.add(exchange);
        ForwardLayer forward = new ForwardLayer(
                config, taps.over(exchange), workshop.scheduler(), System::nanoTime, workshop.forwarded());
        forwards.add(forward);
        return forward;
    }
}
