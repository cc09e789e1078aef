package io.kinglet.server;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.server.assembly.Asking;
import io.kinglet.server.assembly.DnsServer;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster DNS server within a program: of a cluster that is written down, built in code, or real. Any number of them live side
 * by side in one JVM; all threads are daemon threads. Any thread.
 *
 * <pre>{@code
 * try (ClusterDns dns = ClusterDns.builder().manifests(Path.of("examples")).start()) {
 *     InetSocketAddress server = dns.address();   // UDP and TCP, a free port of the loopback address
 * }
 * }</pre>
 */
public final class ClusterDns implements AutoCloseable {

    private final DnsServer server;
    private final Asking asking;
    private final @Nullable InMemoryCluster cluster;

    ClusterDns(DnsServer server, @Nullable InMemoryCluster cluster) {
        this.server = server;
        this.cluster = cluster;
        asking = new Asking(server.answers());
    }

    /** A server of an empty cluster, on a free port of the loopback address, unless told otherwise. */
    public static ClusterDnsBuilder builder() {
        return new ClusterDnsBuilder();
    }

    /** Where it listens, over UDP and TCP; the first place when a Corefile names several. */
    public InetSocketAddress address() {
        return addresses().get(0);
    }

    /** Everywhere it listens. */
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /**
     * The cluster that is served, to be changed; an edit can be seen by queries when the call returns.
     *
     * @throws IllegalStateException when the cluster is not kept by the program: it has files, a source, or connections of a
     *     Corefile
     */
    public InMemoryCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException(
                    "the cluster is read from elsewhere; change it there, or start without manifests(), source() and corefile()");
        }
        return cluster;
    }

    /**
     * Answers a message without a socket, as if it had come over TCP: in full, whatever its length. Waits where an upstream must
     * be asked.
     *
     * @return the reply; empty when there is none
     */
    public byte[] resolve(byte[] query) {
        return asking.ask(query);
    }

    /** Ends at once; the program's own source or cluster is closed, too. */
    @Override
    public void close() {
        server.close();
    }
}
