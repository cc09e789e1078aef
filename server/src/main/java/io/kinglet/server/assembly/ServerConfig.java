package io.kinglet.server.assembly;

import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.transport.TransportLimits;
import java.net.InetAddress;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * What a server is told besides its plan.
 *
 * @param everywhere where blocks without {@code bind} listen: the wildcard address for a daemon
 * @param ports the port in place of one of the plan; 0 for any free one
 * @param probes whether the addresses of {@code health}, {@code ready} and {@code prometheus} are opened
 * @param metrics what is counted; this server's alone
 * @param onLoop told, on any thread, when {@code loop} has found one
 */
public record ServerConfig(
        TransportLimits limits,
        ClusterSources sources,
        InetAddress everywhere,
        IntUnaryOperator ports,
        boolean probes,
        Metrics metrics,
        Consumer<String> onLoop) {

    /** The same with other limits. */
    ServerConfig withLimits(TransportLimits other) {
        return new ServerConfig(other, sources, everywhere, ports, probes, metrics, onLoop);
    }
}
