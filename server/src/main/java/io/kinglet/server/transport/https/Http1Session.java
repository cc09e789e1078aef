package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The requests of one HTTP/1.1 connection, one after the other (RFC 9112). Event-loop confined. */
public final class Http1Session extends ChannelInboundHandlerAdapter implements Session {

    private static final int URI_TOO_LONG = 414;
    private static final int HEAD_TOO_LONG = 431;

    /** Parts of requests that a client may send ahead of answers. */
    private static final int MOST_WAITING = 256;

    private final Desk desk;
    private @Nullable ChannelHandlerContext context;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable Http1Exchange current;
    private boolean ending;
    private boolean draining;

    private Http1Session(Desk desk) {
        this.desk = desk;
    }

    /** Makes a pipeline speak HTTP/1.1 from here on. */
    public static Session install(ChannelPipeline pipeline, Desk desk) {
        Http1Session session = new Http1Session(desk);
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(Requests.LONGEST_HEAD)
                .setMaxHeaderSize(Requests.LONGEST_HEAD);
        pipeline.addLast(new HttpServerCodec(limits), session);
        return session;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && waiting.size() < MOST_WAITING) {
            waiting.add(part);
            drain();
        } else {
            ReferenceCountUtil.release(message);
            context.close();
        }
    }

    /** Takes parts of requests until one has to be answered first. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        while (mayTake()) {
            HttpObject part = waiting.poll();
            if (part == null) {
                break;
            }
            try {
                part(part);
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
        draining = false;
        boolean on = mayTake();
        if (context().channel().config().isAutoRead() != on) {
            context().channel().config().setAutoRead(on);
        }
    }

    private boolean mayTake() {
        return current == null || !current.request.isWhole() && !current.answered;
    }

    private void part(HttpObject part) {
        Http1Exchange exchange = current;
        if (part instanceof HttpRequest request && exchange == null) {
            exchange = new Http1Exchange(request);
            current = exchange;
            if (HttpUtil.is100ContinueExpected(request)) {
                context()
                        .writeAndFlush(new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
        if (exchange == null || exchange.answered) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            exchange.stays = false;
            exchange.request.body().clear();
            exchange.refuse(status(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpContent content) {
            boolean last = part instanceof LastHttpContent;
            if (!exchange.request.body().add(content.content(), last)) {
                context().close();
            } else if (last) {
                exchange.whole();
            } else if (exchange.request.body().tooLarge()) {
                exchange.stays = false;
                exchange.refuse(Requests.TOO_LARGE);
            }
        }
    }

    private static int status(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? HEAD_TOO_LONG : Requests.BAD_REQUEST;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (current != null) {
            current.gone();
            current = null;
        }
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        desk.broken(cause);
    }

    @Override
    public long unfinishedSince(long now) {
        return current == null || current.request.isWhole() ? now : current.request.began();
    }

    @Override
    public long unsentSince(long now) {
        return current == null || !current.answered ? now : current.answeredAt;
    }

    @Override
    public boolean isBusy() {
        return current != null;
    }

    @Override
    public void end() {
        ending = true;
    }

    @Override
    public void flush() {
        context().flush();
    }

    /** One request. */
    private final class Http1Exchange implements Exchange {

        private final Request request;
        private boolean stays;
        private boolean answered;
        private long answeredAt;

        Http1Exchange(HttpRequest head) {
            request = new Request(
                    desk, head.method().name(), head.uri(), head.headers().get(HttpHeaderNames.CONTENT_TYPE));
            stays = HttpUtil.isKeepAlive(head);
        }

        void whole() {
            request.whole(this);
        }

        @Override
        public void reply(ByteBuf message, long maxAge) {
            if (answered) {
                message.release();
                return;
            }
            FullHttpResponse response = response(Requests.OK, message);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, MediaType.MESSAGE)
                    .set(HttpHeaderNames.CACHE_CONTROL, "max-age=" + maxAge);
            send(response);
        }

        @Override
        public void refuse(int status) {
            if (answered) {
                return;
            }
            desk.refused(status);
            FullHttpResponse response = response(status, Unpooled.EMPTY_BUFFER);
            if (status == Requests.METHOD_NOT_ALLOWED) {
                response.headers().set(HttpHeaderNames.ALLOW, Requests.METHODS);
            }
            send(response);
        }

        private FullHttpResponse response(int status, ByteBuf content) {
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
            HttpUtil.setContentLength(response, content.readableBytes());
            HttpUtil.setKeepAlive(response, stays && !ending);
            return response;
        }

        private void send(FullHttpResponse response) {
            answered = true;
            answeredAt = System.nanoTime();
            int size = response.content().readableBytes();
            boolean room = desk.hold(size);
            ChannelPromise sent = context().newPromise();
            sent.addListener(it -> {
                desk.hold(-size);
                if (current == this) {
                    current = null;
                    drain();
                }
                desk.settled();
            });
            if (!stays || ending || !room) {
                sent.addListener(ChannelFutureListener.CLOSE);
            }
            context().writeAndFlush(response, sent);
        }

        /** Nobody waits for an answer any more. */
        void gone() {
            answered = true;
            request.body().clear();
        }
    }
}
