package io.kinglet.server;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.server.assembly.Asking;
import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.Explanations;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
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
    private final Explanations explanations;

    ClusterDns(DnsServer server, @Nullable InMemoryCluster cluster, @Nullable Supplier<ClusterSource> again) {
        this.server = server;
        explanations = new Explanations(server, again);
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

    /**
     * Why a name resolves for a Pod or does not, and whether the Pod may connect: by what the cluster says, without connecting to
     * anything. Waits where an upstream must be asked.
     *
     * @param from {@code NAMESPACE/POD}, an address, or {@code outside}
     * @param target as a program in the Pod says it: {@code NAME} or {@code NAME:PORT}
     * @throws IllegalArgumentException if there is no such Pod, or the words make no sense; the message says what there is
     * @throws IllegalStateException if the cluster is read from elsewhere, and no {@code kinglet explain} of a Corefile reads it
     */
    public Explanation explain(String from, String target) {
        return explanations.explain(from, target);
    }

    /** Whether the name resolves for the Pod and no policy is in the way to any of its ports; as {@link #explain}. */
    public boolean reachable(String from, String target) {
        return explain(from, target).outcome() == Explanation.Outcome.REACHABLE;
    }

    /** Ends at once; the program's own source or cluster is closed, too. */
    @Override
    public void close() {
        explanations.close();
        server.close();
    }
}
