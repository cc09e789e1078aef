package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.MultisocketDirective;
import io.kinglet.server.plugin.ServerPlan;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running server. Any thread; starts, reloads and closes exclude each other. */
public final class DnsServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DnsServer.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Workshop workshop;
    private final StatusPages shown;
    private volatile Generation generation;
    private volatile Sockets sockets = Sockets.none();
    private Probes probes = Probes.none();
    private volatile boolean serving;
    private boolean closed;

    private DnsServer(Workshop workshop, Generation nothing) {
        this.workshop = workshop;
        generation = nothing;
        shown = new StatusPages(() -> generation, workshop);
        workshop.tellKernelDrops(() -> sockets.kernelDrops());
    }

    /**
     * Starts to serve. DNS is answered at once, names of a cluster SERVFAIL until it has been read; this returns when all have
     * been, or their time to start is over.
     *
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what a directive names
     * @throws IOException if an address cannot be listened on; the message says what to do
     */
    public static DnsServer start(ServerPlan plan, ServerConfig config) throws IOException {
        int sockets = sockets(plan);
        Workshop workshop = new Workshop(
                sockets == 0 ? config : config.withLimits(config.limits().withEventLoops(sockets)));
        DnsServer server = new DnsServer(workshop, Generation.nothing(workshop));
        try {
            server.reload(plan);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Serves another plan. Sockets whose address stays are kept, and so are clusters that are read alike; what is new is whole and
     * ready, or has had its time, before anything is switched.
     *
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what a directive names; the old plan is served
     * @throws IOException if an address cannot be listened on; the old plan is served
     */
    public synchronized void reload(ServerPlan plan) throws IOException {
        if (closed) {
            throw new IllegalStateException("the server is closed");
        }
        warnOfSockets(plan);
        Layout layout = Layout.of(
                plan, workshop.config().everywhere(), workshop.config().ports());
        Map<ServerAddress, Reception> receptions = Reception.of(layout);
        List<KubernetesDirective> directives = plan.blocks().stream()
                .flatMap(block -> block.all(KubernetesDirective.class).stream())
                .toList();
        ClusterFeeds feeds = ClusterFeeds.start(directives, generation.feeds(), workshop, () -> serving);
        Generation next = null;
        Explaining explaining = null;
        Probes pages = Probes.none();
        // Nothing is served that could wait: other zones, and what is forwarded, need no cluster.
        boolean first = !serving;
        try {
            Map<ServerAddress, Published<Resolver>> answers = sockets.answersAt(layout.addresses());
            explaining = Explaining.start(
                    plan, generation.explaining(), workshop.config().sources());
            next = Generation.build(plan, layout, workshop, feeds, explaining, answers);
            if (workshop.config().probes()) {
                pages = Probes.open(plan, probes, workshop.config().metrics(), feeds.checks(), shown.pages());
            }
            if (!first) {
                feeds.await();
            }
            next.publishWhere(sockets::isClosedAt, answers);
            Sockets opened = Sockets.open(answers, receptions, sockets, workshop);
            opened.receive(receptions);
            become(next, opened, pages, answers);
        } catch (IOException | RuntimeException e) {
            giveUp(next, pages, feeds);
            Explaining.close(explaining, generation.explaining());
            throw e;
        }
        if (first) {
            feeds.await();
        }
    }

    /** Takes up certificates whose files have changed since they were read; those that are unsound are told of and left. */
    public synchronized void renewCertificates() {
        sockets.renewCertificates();
    }

    /** What {@code multisocket} asks for, the most of all blocks; 0 when none names a number. */
    private static int sockets(ServerPlan plan) {
        return plan.blocks().stream()
                .flatMap(block -> block.all(MultisocketDirective.class).stream())
                .mapToInt(MultisocketDirective::sockets)
                .max()
                .orElse(0);
    }

    private void warnOfSockets(ServerPlan plan) {
        int wanted = sockets(plan);
        int now = workshop.config().limits().eventLoops();
        if (serving && wanted != 0 && wanted != now) {
            LOG.log(
                    Level.WARNING,
                    "`multisocket {0}` takes effect when the process is started anew; it has {1} sockets a port now",
                    wanted,
                    now);
        }
    }

    private void giveUp(@Nullable Generation next, Probes pages, ClusterFeeds feeds) {
        if (next != null) {
            next.close();
        }
        pages.closeAllBut(probes);
        feeds.closeAllBut(generation.feeds());
        if (serving && workshop.config().probes()) {
            try {
                probes = Probes.open(
                        generation.plan(),
                        probes,
                        workshop.config().metrics(),
                        generation.feeds().checks(),
                        shown.pages());
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "a page that was there is not any more: {0}", e.getMessage());
            }
        }
    }

    private void become(
            Generation next, Sockets opened, Probes pages, Map<ServerAddress, Published<Resolver>> answers) {
        Generation old = generation;
        Sockets before = sockets;
        next.publishWhere(address -> true, answers);
        opened.timeouts(address -> next.timeouts(address, workshop.config().limits()));
        generation = next;
        sockets = opened;
        serving = true;
        old.close();
        next.start();
        pages.check(next.feeds().checks());
        probes.closeAllBut(pages);
        probes = pages;
        before.closeAllBut(opened, GRACE);
        old.feeds().closeAllBut(next.feeds());
        Explaining.close(old.explaining(), next.explaining());
    }

    /** Where it listens, ports included; in the order of the plan. */
    public List<InetSocketAddress> addresses() {
        return sockets.addresses();
    }

    /** What is answered at the first address. */
    public Published<Resolver> answers() {
        return sockets.first();
    }

    /** What is served now. */
    public ServerPlan plan() {
        return generation.plan();
    }

    /** Whether every cluster has been read once. */
    public boolean synced() {
        return generation.feeds().synced();
    }

    Generation generation() {
        return generation;
    }

    /** What {@code kinglet explain} has of a cluster; null without such a directive. */
    public @Nullable Explaining explaining() {
        return generation.explaining();
    }

    /** Where a page beside DNS is: {@code /health}, {@code /ready}, {@code /metrics} or {@code /}. */
    public synchronized List<InetSocketAddress> pages(String path) {
        return probes.at(path);
    }

    /** Each zone and where it is answered, in the peer's form: {@code .:53}, {@code example.org.:53 on 10.0.0.1}. */
    public synchronized List<String> served() {
        List<String> lines = new ArrayList<>();
        sockets.bound().forEach((address, at) -> {
            String where = at.getAddress().isAnyLocalAddress()
                    ? ""
                    : " on " + at.getAddress().getHostAddress();
            String scheme =
                    address.scheme() == Scheme.DNS ? "" : address.scheme().word() + "://";
            generation.zones(address).forEach(zone -> lines.add(scheme + zone + ":" + at.getPort() + where));
        });
        return lines;
    }

    /** Says that no more clients should come; those that do are still answered. */
    public synchronized void drain() {
        probes.shuttingDown();
    }

    /** Counts a Corefile that could not be served. */
    public void reloadFailed() {
        workshop.config().metrics().counter(Family.RELOAD_FAILURES).increment();
    }

    /** Ends at once: answers under way are lost. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Takes no more queries, gives the answers under way within {@code grace}, and ends. */
    public synchronized void close(Duration grace) {
        if (closed) {
            return;
        }
        closed = true;
        sockets.closeAllBut(Sockets.none(), grace);
        generation.close();
        generation.feeds().closeAllBut(ClusterFeeds.none());
        Explaining.close(generation.explaining(), null);
        probes.closeAllBut(Probes.none());
        workshop.close();
    }
}
