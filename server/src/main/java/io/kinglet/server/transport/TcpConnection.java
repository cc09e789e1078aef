package io.kinglet.server.transport;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.TransferCursor;
import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the messages of one TCP connection, each as soon as its answer is there, in any order (RFC 7766 section 6.2.1.1).
 *
 * <p>Reading pauses while too many answers are owed or the client does not read them; a client that takes too long over one
 * message, one answer, or doing nothing is closed by {@link ClientConnections}. Event-loop confined.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter
        implements ClientConnection, ReplySink, LateReply.Recipient {

    private static final System.Logger LOG = System.getLogger(TcpConnection.class.getName());

    private final Listeners owner;
    private final Channel channel;
    private final Lane lane;
    private final Responder responder;
    private final TransportLimits limits;
    private final TcpTimeouts timeouts;
    private final Supplier<Client> clients;
    private final int weight;
    private final FrameBuffer frames = new FrameBuffer();
    private final TcpReplies replies;
    private final TcpTransfers transfers;
    private final Holding holding;
    private final ReadingPace pace = new ReadingPace();
    private @Nullable Client client;
    private int inFlight;
    private int queriesLeft;
    private boolean answered;
    private boolean draining;
    private boolean ending;
    private boolean outlivesInput;
    private long quietSince = System.nanoTime();
    private long messageSince = quietSince;
    private long lying;

    /**
     * @param clients says who the client is, once a message has come
     * @param encrypted whether TLS stands in front
     */
    TcpConnection(
            Listeners owner,
            Channel channel,
            Lane lane,
            Responder responder,
            TransportLimits limits,
            Supplier<Client> clients,
            boolean encrypted) {
        weight = encrypted ? TransportLimits.TLS_WEIGHT : 1;
        this.owner = owner;
        this.channel = channel;
        this.lane = lane;
        this.responder = responder;
        this.limits = limits;
        this.clients = clients;
        timeouts = owner.timeouts();
        queriesLeft = timeouts.queries();
        replies = new TcpReplies(channel, encrypted);
        transfers = new TcpTransfers(channel, lane, responder, replies);
        holding = new Holding(lane, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!lane.connections().add(this)) {
            close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lane.connections().remove(this);
        frames.clear();
        transfers.clear();
        replies.write();
        holding.end();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            if (!ending && channel.isActive()) {
                if (frames.held() == 0) {
                    drain(octets);
                }
                if (octets.isReadable() && channel.isActive() && !ending) {
                    if (frames.held() == 0) {
                        messageSince = System.nanoTime();
                    }
                    frames.append(octets);
                    drain(Unpooled.EMPTY_BUFFER);
                }
            }
        } finally {
            octets.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        send();
        // A client that will send no more and is owed nothing is closed by the transport at once, which is the cheaper
        // way.
        boolean owes = owesAnswers() || frames.hasMessage() || unsent() > 0;
        if (owes != outlivesInput) {
            outlivesInput = owes;
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, owes);
        }
    }

    /** Sends what has been answered: one write, and one TLS record, for all queries that came together. */
    private void send() {
        replies.write();
        channel.flush();
        if (!account()) {
            close();
        }
    }

    /** Octets of replies that the network has not taken. */
    private long unsent() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Octets of replies that the network has taken. */
    private long taken() {
        return replies.written() - unsent();
    }

    /**
     * Answers what is there, as far as the limits allow.
     *
     * @param fresh what has just been read, where nothing is held; or nothing
     */
    private void drain(ByteBuf fresh) {
        if (draining) {
            return;
        }
        draining = true;
        long now = System.nanoTime();
        boolean used = false;
        while (mayAnswer()) {
            int length = fresh.isReadable() ? FrameBuffer.next(fresh, lane.in()) : frames.next(lane.in());
            if (length < 0) {
                break;
            }
            if (length == 0) {
                close();
                break;
            }
            used = true;
            replies.add(lane.out(), lane.respond(responder, length, Transport.TCP, client(), now, this));
            if (queriesLeft > 0 && --queriesLeft == 0) {
                // It has had its share: what else it has sent is left, so that its client comes back to any server.
                ending = true;
                frames.clear();
                break;
            }
        }
        draining = false;
        if (used) {
            answered = true;
            quietSince = now;
            messageSince = now;
            lane.connections().used(this);
        }
        if (!holding.become(frames.capacity() + (int) lying) && frames.held() > 0) {
            close();
        }
        closeWhenDone();
        readOn(mayAnswer() && !ending);
    }

    private void readOn(boolean on) {
        if (channel.isActive() && channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    private Client client() {
        Client known = client;
        if (known == null) {
            known = clients.get();
            client = known;
        }
        return known;
    }

    private boolean mayAnswer() {
        return inFlight < limits.inFlight() && channel.isWritable() && channel.isActive();
    }

    /** Takes note of what the network has not taken; false when that is too much. */
    private boolean account() {
        lying = unsent();
        if (lying == 0) {
            pace.caughtUp();
        }
        return holding.become(frames.capacity() + (int) lying);
    }

    @Override
    public void answerLater(Query query, CompletionStage<Answer> stage) {
        inFlight++;
        stage.whenComplete(new LateReply(lane, this, query));
    }

    @Override
    public void arrived(Query asked, @Nullable Answer answer, @Nullable Throwable failure) {
        inFlight--;
        quietSince = System.nanoTime();
        replies.add(lane.out(), responder.complete(asked, answer, failure, lane.out(), this));
        drain(Unpooled.EMPTY_BUFFER);
        if (!draining) {
            send();
        }
    }

    @Override
    public boolean answerInParts(TransferCursor cursor) {
        inFlight++;
        transfers.add(cursor);
        transferSoon();
        return true;
    }

    /** Once what has arrived has been read: a transfer, which takes all the room there is, lets other queries through. */
    private void transferSoon() {
        lane.loop().schedule(this::transfer, 0, TimeUnit.NANOSECONDS);
    }

    private void transfer() {
        if (transfers.isEmpty() || !channel.isWritable() || !channel.isActive()) {
            return;
        }
        int done = transfers.write();
        if (done < 0 || !account()) {
            close();
            return;
        }
        quietSince = System.nanoTime();
        inFlight -= done;
        if (done > 0) {
            drain(Unpooled.EMPTY_BUFFER);
            send();
        }
        if (!transfers.isEmpty() && channel.isWritable()) {
            transferSoon();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        pace.changed(!channel.isWritable(), taken(), System.nanoTime());
        if (channel.isWritable()) {
            // Not at once: this is called in the middle of a flush.
            lane.loop().execute(() -> {
                drain(Unpooled.EMPTY_BUFFER);
                send();
                if (!transfers.isEmpty()) {
                    transferSoon();
                }
            });
        } else {
            readOn(false);
        }
    }

    /** The client will send no more; it still gets what it is owed (RFC 7766 section 6.2.3). */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
            end();
        }
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
        return weight;
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
        if (!account() || pace.isTooSlow(taken(), now, timeouts.write().toNanos())) {
            return true;
        }
        if (!channel.isWritable() || inFlight > 0) {
            return false;
        }
        if (frames.held() > 0) {
            return now - messageSince > timeouts.read().toNanos();
        }
        return now - quietSince > (answered ? timeouts.idle() : timeouts.read()).toNanos();
    }

    @Override
    public void end() {
        ending = true;
        drain(Unpooled.EMPTY_BUFFER);
        send();
    }

    private void closeWhenDone() {
        if (ending && inFlight == 0 && !frames.hasMessage() && channel.isActive()) {
            replies.write();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void close() {
        holding.end();
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            LOG.log(Level.DEBUG, () -> "TLS connection of " + channel.remoteAddress() + ": " + cause.getMessage());
        } else if (!(cause instanceof IOException)) {
            LOG.log(Level.WARNING, () -> "TCP connection of " + channel.remoteAddress() + " closed by a bug", cause);
        }
        close();
    }
}
