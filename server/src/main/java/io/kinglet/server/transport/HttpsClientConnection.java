package io.kinglet.server.transport;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.server.transport.https.Desk;
import io.kinglet.server.transport.https.Exchange;
import io.kinglet.server.transport.https.Freshness;
import io.kinglet.server.transport.https.Http1Session;
import io.kinglet.server.transport.https.Http2Session;
import io.kinglet.server.transport.https.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection of DNS over HTTPS (RFC 8484), each as soon as its answer is there.
 *
 * <p>Streams are bounded by the codec, memory by the {@link Lane}; a client that takes too long over one request, one answer, or
 * doing nothing is closed by {@link ClientConnections}. Event-loop confined.
 */
final class HttpsClientConnection extends ChannelInboundHandlerAdapter
        implements ClientConnection, Desk, ReplySink, ChannelFutureListener {

    private static final System.Logger LOG = System.getLogger(HttpsClientConnection.class.getName());

    private static final String HTTP_2 = "h2";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NO_RESPONSE = 500;

    /** The words of ALPN, the liked best first. */
    static final List<String> WORDS = List.of(HTTP_2, "http/1.1");

    private final Listeners owner;
    private final HttpsDoor door;
    private final Channel channel;
    private final Lane lane;
    private final Responder responder;
    private final NotedRefusals refusals;
    private final TcpTimeouts timeouts;
    private final Supplier<Client> client;
    private final boolean encrypted;
    private final Holding holding;
    private @Nullable Session session;
    private @Nullable Exchange asking;
    private int inFlight;
    private int held;
    private boolean inside;
    private boolean answered;
    private boolean ending;
    private long quietSince = System.nanoTime();

    /**
     * @param refusals those of the responder
     * @param client says who the client is, once a request has come
     * @param encrypted whether TLS stands in front
     */
    HttpsClientConnection(
            Listeners owner,
            HttpsDoor door,
            Channel channel,
            Lane lane,
            Responder responder,
            NotedRefusals refusals,
            Supplier<Client> client,
            boolean encrypted) {
        this.owner = owner;
        this.door = door;
        this.channel = channel;
        this.lane = lane;
        this.responder = responder;
        this.refusals = refusals;
        this.client = client;
        this.encrypted = encrypted;
        timeouts = owner.timeouts();
        holding = new Holding(lane, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        inside = door.enter();
        ClientConnection idle = inside ? null : lane.connections().longestIdle(owner);
        if (idle != null) {
            idle.close();
            inside = door.enter();
        }
        if (!inside || !lane.connections().add(this)) {
            owner.resources().refusedConnection();
            close();
        } else if (!encrypted) {
            session = Http1Session.install(context.pipeline(), this);
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess() && session == null) {
            String word = context.pipeline().get(SslHandler.class).engine().getApplicationProtocol();
            session = HTTP_2.equals(word)
                    ? Http2Session.install(
                            context.pipeline(), this, door.limits().streams())
                    : Http1Session.install(context.pipeline(), this);
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        left();
        context.fireChannelInactive();
    }

    private void left() {
        lane.connections().remove(this);
        holding.end();
        if (inside) {
            inside = false;
            door.leave();
        }
    }

    @Override
    public void asked(Exchange exchange, ByteBuf message) {
        int length = Math.min(message.readableBytes(), lane.in().length);
        message.readBytes(lane.in(), 0, length);
        refusals.clear();
        asking = exchange;
        int size = lane.respond(responder, length, Transport.TCP, client.get(), System.nanoTime(), this);
        asking = null;
        if (size != Responder.LATER) {
            reply(exchange, size, refusals.isNoQuery());
        }
        answered = true;
        quietSince = System.nanoTime();
        lane.connections().used(this);
    }

    @Override
    public void answerLater(Query query, CompletionStage<Answer> stage) {
        Exchange exchange = asking;
        if (exchange == null) {
            throw new IllegalStateException("nothing was asked");
        }
        inFlight++;
        stage.whenComplete(
                new LateReply(lane, (asked, answer, failure) -> arrived(exchange, asked, answer, failure), query));
    }

    private void arrived(Exchange exchange, Query asked, @Nullable Answer answer, @Nullable Throwable failure) {
        inFlight--;
        quietSince = System.nanoTime();
        reply(exchange, responder.complete(asked, answer, failure, lane.out()), false);
        if (session != null) {
            session.flush();
        }
        settled();
    }

    private void reply(Exchange exchange, int size, boolean isNoQuery) {
        if (isNoQuery) {
            exchange.refuse(BAD_REQUEST);
        } else if (size <= 0) {
            exchange.refuse(NO_RESPONSE);
        } else {
            door.answered(OK);
            exchange.reply(
                    channel.alloc().directBuffer(size).writeBytes(lane.out(), 0, size), Freshness.of(lane.out(), size));
        }
    }

    @Override
    public void refused(int status) {
        answered = true;
        quietSince = System.nanoTime();
        door.answered(status);
    }

    @Override
    public boolean hold(int octets) {
        held += octets;
        return holding.change(octets) || octets <= 0;
    }

    @Override
    public void settled() {
        Session now = session;
        if (ending && inFlight == 0 && held == 0 && (now == null || !now.isBusy()) && channel.isActive()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(this);
        }
    }

    /** What was to be sent has been. */
    @Override
    public void operationComplete(ChannelFuture done) {
        close();
    }

    @Override
    public Listeners owner() {
        return owner;
    }

    @Override
    public boolean owesAnswers() {
        return inFlight > 0;
    }

    @Override
    public int weight() {
        return encrypted ? TransportLimits.TLS_WEIGHT : 1;
    }

    @Override
    public Holding holding() {
        return holding;
    }

    @Override
    public @Nullable InetAddress peer() {
        return ClientConnection.peer(channel);
    }

    @Override
    public boolean overdue(long now) {
        Session known = session;
        if (known != null && now - known.unfinishedSince(now) > timeouts.read().toNanos()) {
            return true;
        }
        // Of each reply: one that is read now and then must not keep those that are not.
        if (known != null && now - known.unsentSince(now) > timeouts.write().toNanos()) {
            return true;
        }
        return inFlight == 0
                && held == 0
                && now - quietSince > (answered ? timeouts.idle() : timeouts.read()).toNanos();
    }

    @Override
    public void end() {
        ending = true;
        if (session != null) {
            session.end();
        }
        settled();
    }

    @Override
    public void close() {
        left();
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken(cause);
    }

    @Override
    public void broken(Throwable cause) {
        boolean bug = cause instanceof RuntimeException && !(cause instanceof DecoderException);
        if (bug || cause instanceof Error) {
            LOG.log(Level.WARNING, () -> "HTTPS connection of " + channel.remoteAddress() + " closed by a bug", cause);
        } else {
            LOG.log(Level.DEBUG, () -> "HTTPS connection of " + channel.remoteAddress() + ": " + cause.getMessage());
        }
        close();
    }
}
