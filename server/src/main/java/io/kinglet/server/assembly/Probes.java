package io.kinglet.server.assembly;

import io.kinglet.server.admin.AdminAddress;
import io.kinglet.server.admin.AdminEndpoint;
import io.kinglet.server.admin.HealthEndpoint;
import io.kinglet.server.admin.Page;
import io.kinglet.server.admin.ReadyEndpoint;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.metrics.MetricsPage;
import io.kinglet.server.page.PeoplePages;
import io.kinglet.server.plugin.HealthDirective;
import io.kinglet.server.plugin.PageDirective;
import io.kinglet.server.plugin.Part;
import io.kinglet.server.plugin.PrometheusDirective;
import io.kinglet.server.plugin.ReadyDirective;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.webconfig.WebTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pages beside DNS that one generation has opened or taken over. Confined to the thread that starts and reloads. */
final class Probes {

    /**
     * A page: where, at which path, whether it asks again for what was ready once, how it is encrypted, and by
     * which name it goes where that matters. Equal ones need not be opened anew.
     */
    private record Place(
            String path,
            InetSocketAddress at,
            boolean continuously,
            PrometheusDirective.@Nullable Web web,
            String host) {
        Place(String path, InetSocketAddress at, boolean continuously) {
            this(path, at, continuously, null, "");
        }
    }

    /** What was opened there. */
    private record Opened(
            InetSocketAddress at, Consumer<List<ReadyEndpoint.Check>> checks, Runnable drain, Runnable close) {
        Opened(InetSocketAddress at, Runnable close) {
            this(at, checks -> {}, () -> {}, close);
        }
    }

    private final Map<Place, Opened> pages = new LinkedHashMap<>();

    static Probes none() {
        return new Probes();
    }

    /**
     * Opens what the plan names and {@code earlier} has not. Where a port is to be had in another way, the old page gives way
     * first.
     *
     * @param checks what has to be ready
     * @param shown what the page for people reads
     * @throws IOException if an address cannot be listened on; nothing new stays open. What gave way is opened again by calling
     *     this with the old plan
     */
    static Probes open(
            ServerPlan plan, Probes earlier, Metrics metrics, List<ReadyEndpoint.Check> checks, Map<String, Page> shown)
            throws IOException {
        Set<Place> wanted = wanted(plan);
        Probes probes = new Probes();
        try {
            for (Place place : wanted) {
                Opened kept = earlier.pages.get(place);
                if (kept == null) {
                    earlier.giveWay(place.at.getPort(), wanted);
                    kept = open(place, metrics, checks, shown);
                }
                probes.pages.put(place, kept);
            }
            return probes;
        } catch (IOException | RuntimeException e) {
            probes.closeAllBut(earlier);
            throw e;
        }
    }

    private static Set<Place> wanted(ServerPlan plan) {
        Set<Place> wanted = new LinkedHashSet<>();
        all(plan, HealthDirective.class)
                .forEach(it -> wanted.add(new Place("/health", resolved(it.listen(), it.position()), false)));
        metrics(plan).forEach((at, web) -> wanted.add(new Place("/metrics", at, false, web.orElse(null), "")));
        List<ReadyDirective> ready = all(plan, ReadyDirective.class);
        boolean continuously = ready.stream().anyMatch(ReadyDirective::continuously);
        ready.forEach(it -> wanted.add(new Place("/ready", resolved(it.listen(), it.position()), continuously)));
        all(plan, PageDirective.class)
                .forEach(it -> wanted.add(new Place(
                        "/",
                        resolved(it.listen(), it.position()),
                        false,
                        null,
                        it.listen().host())));
        return wanted;
    }

    /** Where metrics are, encrypted if one of the blocks that share the address says so. */
    private static Map<InetSocketAddress, Optional<PrometheusDirective.Web>> metrics(ServerPlan plan) {
        Map<InetSocketAddress, Optional<PrometheusDirective.Web>> metrics = new LinkedHashMap<>();
        all(plan, PrometheusDirective.class)
                .forEach(it -> metrics.merge(
                        resolved(it.listen(), it.position()),
                        Optional.ofNullable(it.web()),
                        (one, other) -> one.isPresent() ? one : other));
        return metrics;
    }

    private static Opened open(Place place, Metrics metrics, List<ReadyEndpoint.Check> checks, Map<String, Page> shown)
            throws IOException {
        if (place.path.equals("/")) {
            AdminEndpoint endpoint = AdminEndpoint.open(
                    place.at, "page", "the directive kinglet page", PeoplePages.of(place.host, shown));
            return new Opened(endpoint.address(), endpoint::close);
        }
        if (place.path.equals("/health")) {
            HealthEndpoint health = new HealthEndpoint(place.at, metrics);
            return new Opened(health.address(), health::close);
        }
        if (place.path.equals("/ready")) {
            ReadyEndpoint ready = new ReadyEndpoint(place.at, checks, place.continuously);
            return new Opened(ready.address(), ready::check, ready::shuttingDown, ready::close);
        }
        Page page = request -> new Page.Response(200, MetricsPage.CONTENT_TYPE, metrics.page());
        WebTls tls = place.web == null ? null : place.web.open();
        AdminEndpoint endpoint =
                AdminEndpoint.open(place.at, "metrics", "the prometheus directive", Map.of(place.path, page), tls);
        return new Opened(endpoint.address(), endpoint::close);
    }

    private static <P extends Part> List<P> all(ServerPlan plan, Class<P> kind) {
        return plan.blocks().stream().flatMap(block -> block.all(kind).stream()).toList();
    }

    private static InetSocketAddress resolved(HostPort listen, Position position) {
        try {
            return AdminAddress.parse(listen.toString());
        } catch (IllegalArgumentException e) {
            throw new CorefileException(position, Objects.requireNonNullElse(e.getMessage(), "no such address"));
        }
    }

    private void giveWay(int port, Set<Place> staying) {
        pages.entrySet().removeIf(page -> {
            Place place = page.getKey();
            boolean gives = port != 0 && place.at.getPort() == port && !staying.contains(place);
            if (gives) {
                page.getValue().close.run();
            }
            return gives;
        });
    }

    /** Asks for these from now on. */
    void check(List<ReadyEndpoint.Check> checks) {
        pages.values().forEach(page -> page.checks.accept(checks));
    }

    void shuttingDown() {
        pages.values().forEach(page -> page.drain.run());
    }

    /** Where the pages of a path are, ports included. */
    List<InetSocketAddress> at(String path) {
        return pages.entrySet().stream()
                .filter(page -> page.getKey().path.equals(path))
                .map(page -> page.getValue().at)
                .toList();
    }

    /** Closes what {@code kept} has not. */
    void closeAllBut(Probes kept) {
        pages.values().stream().filter(page -> !kept.pages.containsValue(page)).forEach(page -> page.close.run());
    }
}
