package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.transport.Listeners;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running server. Any thread; starts, reloads and closes exclude each other. */
public final class DnsServer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** One address of the layout: what is answered there, and the sockets. */
    private record Place(Published<Resolver> answers, Listeners listeners) {}

    private final Workshop workshop;
    private volatile Map<InetSocketAddress, Place> places = Map.of();
    private volatile Generation generation;
    private Probes probes = Probes.none();
    private volatile boolean serving;
    private boolean closed;

    private DnsServer(Workshop workshop, Generation nothing) {
        this.workshop = workshop;
        generation = nothing;
        workshop.tellKernelDrops(this::kernelDrops);
    }

    /**
     * Starts to serve: first the clusters, then, once they are synced or their time to start is over, the sockets.
     *
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what a directive names
     * @throws IOException if an address cannot be listened on; the message says what to do
     */
    public static DnsServer start(ServerPlan plan, ServerConfig config) throws IOException {
        Workshop workshop = new Workshop(config);
        ServerPlan nothing = new ServerPlan(List.of(), List.of(), "");
        DnsServer server = new DnsServer(
                workshop,
                Generation.build(nothing, new Layout(Map.of()), workshop, ClusterFeeds.none(), it -> {
                    throw new IllegalStateException("nothing is served yet");
                }));
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
        Layout layout = Layout.of(plan, workshop.config().everywhere(), workshop.config().ports());
        List<KubernetesDirective> directives = plan.blocks().stream()
                .flatMap(block -> block.all(KubernetesDirective.class).stream())
                .toList();
        ClusterFeeds feeds = ClusterFeeds.start(directives, generation.feeds(), workshop, () -> serving);
        Map<InetSocketAddress, Published<Resolver>> answers = new LinkedHashMap<>();
        for (InetSocketAddress address : layout.addresses()) {
            Place kept = places.get(address);
            answers.put(address, kept != null ? kept.answers : new Published<>(Resolver.REFUSED));
        }
        Generation next = null;
        Probes pages = Probes.none();
        Map<InetSocketAddress, Place> opened = new LinkedHashMap<>();
        try {
            next = Generation.build(plan, layout, workshop, feeds, answers::get);
            if (workshop.config().probes()) {
                pages = Probes.open(plan, probes, workshop.config().metrics(), feeds.checks());
            }
            feeds.await();
            for (Map.Entry<InetSocketAddress, Resolver> router : next.routers().entrySet()) {
                InetSocketAddress address = router.getKey();
                if (!places.containsKey(address)) {
                    opened.put(address, open(address, answers.get(address), router.getValue()));
                }
            }
        } catch (IOException | RuntimeException e) {
            opened.values().forEach(place -> place.listeners.close());
            if (next != null) {
                next.close();
            }
            pages.closeAllBut(probes);
            feeds.closeAllBut(generation.feeds());
            throw e;
        }
        become(next, opened, pages);
    }

    private Place open(InetSocketAddress address, Published<Resolver> answers, Resolver router) throws IOException {
        answers.publish(router);
        return new Place(
                answers,
                Listeners.open(workshop.resources(), List.of(address), answers, workshop.refusals(), true));
    }

    private void become(Generation next, Map<InetSocketAddress, Place> opened, Probes pages) {
        Generation old = generation;
        Map<InetSocketAddress, Place> before = places;
        Map<InetSocketAddress, Place> after = new LinkedHashMap<>();
        next.routers().forEach((address, router) -> {
            Place place = opened.containsKey(address) ? opened.get(address) : before.get(address);
            place.answers.publish(router);
            after.put(address, place);
        });
        generation = next;
        places = after;
        serving = true;
        old.close();
        next.start();
        pages.check(next.feeds().checks());
        probes.closeAllBut(pages);
        probes = pages;
        before.forEach((address, place) -> {
            if (!after.containsKey(address)) {
                place.listeners.close(GRACE.toNanos());
            }
        });
        old.feeds().closeAllBut(next.feeds());
    }

    private long kernelDrops() {
        return places.values().stream()
                .mapToLong(place -> place.listeners.kernelDrops())
                .sum();
    }

    /** Where it listens, ports included; in the order of the plan. */
    public List<InetSocketAddress> addresses() {
        return places.values().stream()
                .flatMap(place -> place.listeners.addresses().stream())
                .toList();
    }

    /** What is answered at the first address. */
    public Published<Resolver> answers() {
        return places.values().iterator().next().answers;
    }

    /** What is served now. */
    public ServerPlan plan() {
        return generation.plan();
    }

    /** Whether every cluster has been read once. */
    public boolean synced() {
        return generation.feeds().synced();
    }

    /** Where the pages beside DNS are, by path: {@code /health}, {@code /ready}, {@code /metrics}. */
    public synchronized Map<String, List<InetSocketAddress>> pages() {
        return probes.addresses();
    }

    /** Each zone and where it is answered, in the peer's form: {@code .:53}, {@code example.org.:53 on 10.0.0.1}. */
    public synchronized List<String> served() {
        List<String> lines = new ArrayList<>();
        places.forEach((address, place) -> {
            InetSocketAddress at = place.listeners.addresses().get(0);
            String where = at.getAddress().isAnyLocalAddress()
                    ? ""
                    : " on " + at.getAddress().getHostAddress();
            generation.zones(address).forEach(zone -> lines.add(zone + ":" + at.getPort() + where));
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
        places.values().forEach(place -> place.listeners.close(grace.toNanos()));
        generation.close();
        generation.feeds().closeAllBut(ClusterFeeds.none());
        probes.closeAllBut(Probes.none());
        workshop.close();
    }
}
