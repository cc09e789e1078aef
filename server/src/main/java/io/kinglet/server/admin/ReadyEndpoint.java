package io.kinglet.server.admin;

import io.kinglet.server.transport.BindFailedException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * {@code /ready}: 200 {@code OK} when everything named is ready, else 503 and the names of what is not; 503 {@code Shutting down}
 * at the end. Any thread.
 */
public final class ReadyEndpoint implements AutoCloseable {

    /** Something that has to be ready, by the name of its plugin. */
    public record Check(String name, BooleanSupplier ready) {}

    private final boolean continuously;
    private final Set<Check> passed = ConcurrentHashMap.newKeySet();
    private final AdminEndpoint endpoint;
    private volatile List<Check> checks;
    private volatile boolean shuttingDown;

    /**
     * @param continuously whether what was ready once is asked again
     */
    public ReadyEndpoint(InetSocketAddress address, List<Check> checks, boolean continuously)
            throws BindFailedException {
        this.checks = List.copyOf(checks);
        this.continuously = continuously;
        endpoint = AdminEndpoint.open(address, "ready", "the ready directive", Map.of("/ready", request -> page()));
    }

    /** Where it listens, with the port it got. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    /** Asks others from now on: those of a new configuration. */
    public void check(List<Check> others) {
        List<Check> next = List.copyOf(others);
        passed.retainAll(Set.copyOf(next));
        checks = next;
    }

    /** Says 503 from now on, whatever is ready: the endpoints controller is to send clients elsewhere. */
    public void shuttingDown() {
        shuttingDown = true;
    }

    private Page.Response page() {
        if (shuttingDown) {
            return Page.Response.text(503, "Shutting down");
        }
        List<Check> waiting = new ArrayList<>();
        for (Check check : checks) {
            if (!continuously && passed.contains(check)) {
                continue;
            }
            if (check.ready().getAsBoolean()) {
                passed.add(check);
            } else {
                waiting.add(check);
            }
        }
        if (waiting.isEmpty()) {
            return Page.Response.text(200, "OK");
        }
        return Page.Response.text(
                503,
                waiting.stream().map(Check::name).collect(Collectors.toCollection(TreeSet::new)).stream()
                        .collect(Collectors.joining(",")));
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
