package io.kinglet.server.transport;

import io.kinglet.dns.forward.Exchange.Outcome;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream that speaks DNS over HTTPS: a stream of HTTP/2 for each question (RFC 8484 section 5.2).
 * Event-loop confined.
 *
 * <pre>
 *   TLS, ALPN h2 --> frames --> multiplexer --> this: settings, GOAWAY, the end
 *                                    +--> HttpsExchange, one a question
 * </pre>
 */
final class HttpsConnection extends ChannelInboundHandlerAdapter implements PooledConnection {

    /** The word of ALPN for HTTP/2 (RFC 9113 section 3.2). */
    static final String HTTP_2 = "h2";

    /** What a server should allow at least (RFC 9113 section 6.5.2). */
    private static final int USUAL_STREAMS = 100;

    private static final int FULL = 64;

    private final UpstreamRoute route;
    private final SslHandler tls;
    private final ConnectionLife life;
    private final Map<TcpQuestion, HttpsExchange> waiting = new HashMap<>();
    private final List<TcpQuestion> unsent = new ArrayList<>();
    private @Nullable Http2StreamChannelBootstrap streams;
    private int mostStreams = USUAL_STREAMS;

    HttpsConnection(UpstreamPool pool, Lane lane, UpstreamRoute route, SslHandler tls, long expireNanos, long aged) {
        this.route = route;
        this.tls = tls;
        life = new ConnectionLife(this, pool, lane, route, expireNanos, aged);
    }

    @Override
    public int load() {
        return waiting.size() + unsent.size();
    }

    @Override
    public int fullAt() {
        return FULL;
    }

    @Override
    public boolean usable() {
        return !life.isGivenUp() && load() < mostStreams;
    }

    @Override
    public boolean isAged(long now) {
        return life.isAged(now);
    }

    @Override
    public void reuse() {
        life.reuse();
    }

    @Override
    public void opening(Channel opening) {
        life.opening(opening);
    }

    @Override
    public void ask(TcpQuestion question) {
        if (life.carry(question) == null) {
            return;
        }
        if (streams == null) {
            unsent.add(question);
        } else {
            send(question, streams);
        }
    }

    private void send(TcpQuestion question, Http2StreamChannelBootstrap open) {
        HttpsExchange exchange = new HttpsExchange(this, route, question);
        waiting.put(question, exchange);
        open.handler(exchange).open().addListener((Future<Http2StreamChannel> opened) -> {
            if (opened.isSuccess()) {
                exchange.send(opened.getNow());
            } else {
                answered(question, UpstreamSockets.broken(opened.cause()));
            }
        });
    }

    /** A frame came for one of its streams. */
    void heard() {
        life.heard(1);
    }

    /** A question has come to its end. */
    void answered(TcpQuestion question, Outcome outcome) {
        if (waiting.remove(question) != null) {
            question.finish(outcome);
            life.rest();
        }
    }

    /** The upstream has not taken a question, which may be asked once more elsewhere. */
    void left(TcpQuestion question, String reason) {
        if (waiting.remove(question) != null) {
            life.left(question, reason);
        }
    }

    @Override
    public void timedOut(TcpQuestion question) {
        unsent.remove(question);
        HttpsExchange exchange = waiting.remove(question);
        if (exchange != null) {
            exchange.cancel();
        }
        life.timedOut(false);
    }

    @Override
    public void retire() {
        life.retire();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().addBefore(context.name(), "tls", tls);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            return;
        }
        if (!handshake.isSuccess()) {
            end(UpstreamSockets.broken(handshake.cause()).problem());
        } else if (!HTTP_2.equals(tls.engine().getApplicationProtocol())) {
            end("the upstream does not speak HTTP/2");
        } else {
            ready(context);
        }
    }

    private void ready(ChannelHandlerContext context) {
        Http2Settings settings = Http2Settings.defaultSettings().pushEnabled(false);
        context.pipeline()
                .addBefore(
                        context.name(),
                        "frames",
                        Http2FrameCodecBuilder.forClient()
                                .initialSettings(settings)
                                .build());
        context.pipeline()
                .addBefore(context.name(), "streams", new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
        Http2StreamChannelBootstrap open = new Http2StreamChannelBootstrap(context.channel());
        streams = open;
        List<TcpQuestion> first = new ArrayList<>(unsent);
        unsent.clear();
        first.forEach(question -> send(question, open));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            if (frame instanceof Http2SettingsFrame settings) {
                Long most = settings.settings().maxConcurrentStreams();
                mostStreams = most == null ? mostStreams : (int) Math.min(most, USUAL_STREAMS);
            } else if (frame instanceof Http2GoAwayFrame) {
                retire();
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the upstream closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(UpstreamSockets.broken(cause).problem());
    }

    @Override
    public void end(String reason) {
        List<TcpQuestion> orphans = new ArrayList<>(waiting.keySet());
        orphans.addAll(unsent);
        waiting.clear();
        unsent.clear();
        life.end(orphans, reason);
    }
}
