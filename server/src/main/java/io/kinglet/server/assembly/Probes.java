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
import io.kinglet.server.plugin.HealthDirective;
import io.kinglet.server.plugin.Part;
import io.kinglet.server.plugin.PrometheusDirective;
import io.kinglet.server.plugin.ReadyDirective;
import io.kinglet.server.plugin.ServerPlan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pages beside DNS that one generation has opened or taken over. Confined to the thread that starts and reloads. */
final class Probes {

    private final Map<InetSocketAddress, HealthEndpoint> health = new LinkedHashMap<>();
    private final Map<InetSocketAddress, ReadyEndpoint> ready = new LinkedHashMap<>();
    private final Map<InetSocketAddress, AdminEndpoint> metrics = new LinkedHashMap<>();
    private boolean continuously;

    static Probes none() {
        return new Probes();
    }

    /**
     * Opens what the plan names and {@code earlier} has not; on failure nothing new stays open.
     *
     * @param checks what has to be ready
     */
    static Probes open(ServerPlan plan, Probes earlier, Metrics metrics, List<ReadyEndpoint.Check> checks)
            throws IOException {
        Probes probes = new Probes();
        try {
            probes.openAll(plan, earlier, metrics, checks);
        } catch (IOException | RuntimeException e) {
            probes.closeAllBut(earlier);
            throw e;
        }
        return probes;
    }

    private void openAll(ServerPlan plan, Probes earlier, Metrics counts, List<ReadyEndpoint.Check> checks)
            throws IOException {
        for (HealthDirective each : all(plan, HealthDirective.class)) {
            InetSocketAddress at = resolved(each.listen(), each.position());
            HealthEndpoint kept = earlier.health.get(at);
            if (!health.containsKey(at)) {
                health.put(at, kept != null ? kept : new HealthEndpoint(at, counts));
            }
        }
        for (PrometheusDirective each : all(plan, PrometheusDirective.class)) {
            InetSocketAddress at = resolved(each.listen(), each.position());
            AdminEndpoint kept = earlier.metrics.get(at);
            if (!metrics.containsKey(at)) {
                metrics.put(at, kept != null ? kept : page(at, counts));
            }
        }
        List<ReadyDirective> directives = all(plan, ReadyDirective.class);
        continuously = directives.stream().anyMatch(ReadyDirective::continuously);
        for (ReadyDirective each : directives) {
            InetSocketAddress at = resolved(each.listen(), each.position());
            ReadyEndpoint kept = earlier.ready.get(at);
            if (kept != null && earlier.continuously != continuously) {
                // The same socket with another mind: it must close before it can be opened.
                kept.close();
                earlier.ready.remove(at);
                kept = null;
            }
            if (!ready.containsKey(at)) {
                ready.put(at, kept != null ? kept : new ReadyEndpoint(at, checks, continuously));
            }
        }
    }

    private static AdminEndpoint page(InetSocketAddress at, Metrics metrics) throws IOException {
        return AdminEndpoint.open(
                at,
                "metrics",
                "the prometheus directive",
                Map.of("/metrics", () -> new Page.Response(200, MetricsPage.CONTENT_TYPE, metrics.page())));
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

    /** Asks for these from now on. */
    void check(List<ReadyEndpoint.Check> checks) {
        ready.values().forEach(it -> it.check(checks));
    }

    void shuttingDown() {
        ready.values().forEach(ReadyEndpoint::shuttingDown);
    }

    /** Where each page is, by path. */
    Map<String, List<InetSocketAddress>> addresses() {
        return Map.of(
                "/health", health.values().stream().map(HealthEndpoint::address).toList(),
                "/ready", ready.values().stream().map(ReadyEndpoint::address).toList(),
                "/metrics", metrics.values().stream().map(AdminEndpoint::address).toList());
    }

    /** Closes what {@code kept} has not. */
    void closeAllBut(Probes kept) {
        health.values().stream().filter(it -> !kept.health.containsValue(it)).forEach(HealthEndpoint::close);
        ready.values().stream().filter(it -> !kept.ready.containsValue(it)).forEach(ReadyEndpoint::close);
        metrics.values().stream().filter(it -> !kept.metrics.containsValue(it)).forEach(AdminEndpoint::close);
    }
}
