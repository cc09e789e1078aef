package io.kinglet.server.transport;

import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.transfer.Notifying;
import io.kinglet.dns.wire.Query;
import io.netty.bootstrap.Bootstrap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends NOTIFY, each from a socket of its own. Any thread. */
public final class NotifySockets implements Notifying {

    private static final int LARGEST_REPLY = 4096;

    private final TransportResources resources;

    public NotifySockets(TransportResources resources) {
        this.resources = resources;
    }

    @Override
    public CompletionStage<Integer> send(
            Query message, InetSocketAddress to, @Nullable IpAddress from, long timeoutNanos) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Lane lane = resources.lane();
        try {
            lane.loop().execute(() -> send(lane, message, to, from, timeoutNanos, outcome));
        } catch (RejectedExecutionException e) {
            outcome.complete(new Outcome.Broken("closed"));
        }
        return outcome.thenApply(NotifySockets::rcode);
    }

    private void send(
            Lane lane,
            Query message,
            InetSocketAddress to,
            @Nullable IpAddress from,
            long timeoutNanos,
            CompletableFuture<Outcome> outcome) {
        if (!lane.takeDescriptor()) {
            outcome.complete(UpstreamSockets.tooMany());
            return;
        }
        Bootstrap sockets = resources.eventLoops().udpClient(lane.loop(), to.getAddress(), LARGEST_REPLY);
        InetSocketAddress source = from == null ? null : new InetSocketAddress(inet(from), 0);
        new UdpExchange(lane, message, outcome, false).start(sockets, to, source, timeoutNanos);
    }

    private static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is no address", e);
        }
    }

    private static int rcode(Outcome outcome) {
        if (outcome instanceof Outcome.Reply reply) {
            return reply.message().rcode();
        }
        String problem = outcome.problem();
        throw new CompletionException(problem, new IOException(problem));
    }
}
