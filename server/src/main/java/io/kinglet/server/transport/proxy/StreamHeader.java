package io.kinglet.server.transport.proxy;

import io.kinglet.dns.wire.Client;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the header off the start of a stream, and then goes out of the way; says who the client is from then on. How long it may take
 * is bounded by whoever times the first message. Event-loop confined.
 */
public final class StreamHeader extends ChannelInboundHandlerAdapter implements Supplier<Client> {

    private static final System.Logger LOG = System.getLogger(StreamHeader.class.getName());

    private final ProxyDoor door;
    private final boolean tlvs;
    private final ProxyPolicy policy;
    private final InetSocketAddress peer;
    private final ByteBuf begun = Unpooled.buffer(0);
    private Client client;

    private StreamHeader(ProxyDoor door, ProxyRules rules, ProxyPolicy policy, InetSocketAddress peer) {
        this.door = door;
        this.policy = policy;
        this.peer = peer;
        tlvs = rules.tlvs();
        client = Client.of(peer);
    }

    /**
     * Expects a header on a new connection, before anything else, where its peer may send one.
     *
     * @param door null where nobody may
     * @return who the client is, once the first octets after the header have come
     */
    public static Supplier<Client> expect(Channel channel, @Nullable ProxyDoor door) {
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        // One that has gone already has no address, and will not ask.
        if (door == null || peer == null) {
            return () -> Client.of(peer);
        }
        ProxyRules rules = door.rules();
        StreamHeader header = new StreamHeader(door, rules, rules.of(peer.getAddress()), peer);
        if (header.policy != ProxyPolicy.SKIP) {
            channel.pipeline().addFirst(header);
        }
        return header;
    }

    @Override
    public Client get() {
        return client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!context.channel().isActive()) {
            ((ByteBuf) message).release();
            return;
        }
        ByteBuf octets = (ByteBuf) message;
        if (begun.isReadable()) {
            begun.writeBytes(octets);
            octets.release();
            octets = begun;
        }
        ProxyHeader header = ProxyHeader.read(octets);
        switch (header.state()) {
            case PARTIAL -> {
                if (octets != begun) {
                    begun.writeBytes(octets);
                    octets.release();
                }
            }
            case NONE -> pass(context, octets);
            case BAD -> reject(context, octets, "a PROXY header that is not sound");
            case WHOLE -> whole(context, octets, header);
        }
    }

    private void whole(ChannelHandlerContext context, ByteBuf octets, ProxyHeader header) {
        if (policy == ProxyPolicy.REJECT) {
            reject(context, octets, "a PROXY header, which it may not");
            return;
        }
        InetSocketAddress source = header.source();
        if (policy == ProxyPolicy.USE && source != null) {
            client = new ProxiedClient(source, peer, tlvs ? header.tlvs() : new byte[0]);
        }
        pass(context, octets.skipBytes(header.octets()));
    }

    private void pass(ChannelHandlerContext context, ByteBuf octets) {
        // What was begun is released when this is removed, so its reader gets a hold of its own.
        ByteBuf rest = octets == begun ? octets.retainedSlice() : octets;
        if (rest.isReadable()) {
            context.fireChannelRead(rest);
        } else {
            rest.release();
        }
        context.pipeline().remove(this);
    }

    private void reject(ChannelHandlerContext context, ByteBuf octets, String what) {
        if (octets != begun) {
            octets.release();
        }
        door.reject();
        LOG.log(Level.DEBUG, () -> peer + " sent " + what);
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        begun.release();
    }
}
