package io.kinglet.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How the file descriptors of this process are divided, so that many clients never keep it from asking upstreams, the API server
 * or answering its probes.
 *
 * @param clients TCP connections of clients
 * @param upstreams sockets towards upstreams
 */
record Descriptors(int clients, int upstreams) {

    private static final int FOR_ALL_ELSE = 64;
    private static final int MOST_UPSTREAMS = 2048;

    static Descriptors of(TransportLimits limits) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? of(limits.connections(), system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
                : of(limits.connections(), Long.MAX_VALUE, 0);
    }

    static Descriptors of(int wantedClients, long most, long open) {
        long upstreams = Math.max(16, Math.min(MOST_UPSTREAMS, most / 4));
        long clients = Math.max(8, most - open - FOR_ALL_ELSE - upstreams);
        return new Descriptors((int) Math.min(wantedClients, clients), (int) upstreams);
    }
}
