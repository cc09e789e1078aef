package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one HTTP/2 connection (RFC 9113), answered in any order. What a client has no window for waits in the codec, counted
 * by the {@link Desk}. Event-loop confined.
 */
public final class Http2Session extends ChannelInboundHandlerAdapter implements Session {

    /** Streams that clients may cancel in 30 seconds: more is an attack (CVE-2023-44487). */
    private static final int MOST_RESETS = 200;

    private static final int RESETS_SECONDS = 30;

    /** Acknowledgements that a client may leave unread. */
    private static final int MOST_UNREAD_CONTROL_FRAMES = 256;

    private final Desk desk;
    private final IntObjectMap<Http2Exchange> open = new IntObjectHashMap<>();
    private @Nullable ChannelHandlerContext context;
    private boolean reading;

    private Http2Session(Desk desk) {
        this.desk = desk;
    }

    /**
     * Makes a pipeline speak HTTP/2 from here on.
     *
     * @param streams that a client may have open at once, 1 or more
     */
    public static Session install(ChannelPipeline pipeline, Desk desk, int streams) {
        Http2Session session = new Http2Session(desk);
        ChannelHandler codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(streams)
                        .maxHeaderListSize(Requests.LONGEST_HEAD))
                .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                .encoderEnforceMaxQueuedControlFrames(MOST_UNREAD_CONTROL_FRAMES)
                .gracefulShutdownTimeoutMillis(0)
                .build();
        pipeline.addLast(codec, session);
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
        reading = true;
        try {
            if (message instanceof Http2HeadersFrame headers) {
                head(headers);
            } else if (message instanceof Http2DataFrame data) {
                data(data);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        context.flush();
    }

    private void head(Http2HeadersFrame frame) {
        Http2FrameStream stream = frame.stream();
        Http2Exchange exchange = open.get(stream.id());
        if (exchange == null) {
            exchange = new Http2Exchange(stream, frame.headers());
            open.put(stream.id(), exchange);
        }
        // What follows a body says nothing that is needed.
        if (frame.isEndStream()) {
            exchange.whole();
        }
    }

    private void data(Http2DataFrame frame) {
        int taken = frame.initialFlowControlledBytes();
        if (taken > 0) {
            context().write(new DefaultHttp2WindowUpdateFrame(taken).stream(frame.stream()));
        }
        Http2Exchange exchange = open.get(frame.stream().id());
        if (exchange != null && !exchange.answered) {
            if (!exchange.request.body().add(frame.content(), frame.isEndStream())) {
                context().close();
            } else if (frame.isEndStream()) {
                exchange.whole();
            } else if (exchange.request.body().tooLarge()) {
                exchange.refuse(Requests.TOO_LARGE);
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2FrameStreamEvent change
                && change.type() == Http2FrameStreamEvent.Type.State
                && change.stream().state() == Http2Stream.State.CLOSED) {
            Http2Exchange exchange = open.remove(change.stream().id());
            if (exchange != null) {
                exchange.gone();
                desk.settled();
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.values().forEach(Http2Exchange::gone);
        open.clear();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof Http2FrameStreamException one) {
            context.writeAndFlush(new DefaultHttp2ResetFrame(one.error()).stream(one.stream()));
        } else {
            desk.broken(cause);
        }
    }

    @Override
    public long unfinishedSince(long now) {
        long oldest = now;
        for (Http2Exchange exchange : open.values()) {
            if (!exchange.request.isWhole() && exchange.request.began() - oldest < 0) {
                oldest = exchange.request.began();
            }
        }
        return oldest;
    }

    @Override
    public long unsentSince(long now) {
        long oldest = now;
        for (Http2Exchange exchange : open.values()) {
            if (exchange.answered && exchange.answeredAt - oldest < 0) {
                oldest = exchange.answeredAt;
            }
        }
        return oldest;
    }

    @Override
    public boolean isBusy() {
        return !open.isEmpty();
    }

    @Override
    public void end() {
        context().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }

    @Override
    public void flush() {
        if (!reading) {
            context().flush();
        }
    }

    /** One stream. */
    private final class Http2Exchange implements Exchange {

        private final Http2FrameStream stream;
        private final Request request;
        private boolean answered;
        private long answeredAt;

        Http2Exchange(Http2FrameStream stream, Http2Headers head) {
            this.stream = stream;
            request = new Request(
                    desk, text(head.method()), text(head.path()), text(head.get(HttpHeaderNames.CONTENT_TYPE)));
        }

        private static @Nullable String text(@Nullable CharSequence value) {
            return value == null ? null : value.toString();
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
            answered = true;
            answeredAt = System.nanoTime();
            int size = message.readableBytes();
            Http2Headers head = new DefaultHttp2Headers(false)
                    .status("200")
                    .set(HttpHeaderNames.CONTENT_TYPE, MediaType.MESSAGE)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, size)
                    .set(HttpHeaderNames.CACHE_CONTROL, "max-age=" + maxAge);
            boolean room = desk.hold(size);
            ChannelPromise sent = context().newPromise();
            sent.addListener(it -> {
                desk.hold(-size);
                desk.settled();
            });
            context().write(new DefaultHttp2HeadersFrame(head, false).stream(stream));
            context().write(new DefaultHttp2DataFrame(message, true).stream(stream), sent);
            if (!room) {
                context().close();
            }
        }

        @Override
        public void refuse(int status) {
            if (answered) {
                return;
            }
            answered = true;
            answeredAt = System.nanoTime();
            desk.refused(status);
            Http2Headers head = new DefaultHttp2Headers(false)
                    .status(Integer.toString(status))
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
            if (status == Requests.METHOD_NOT_ALLOWED) {
                head.set(HttpHeaderNames.ALLOW, Requests.METHODS);
            }
            context().write(new DefaultHttp2HeadersFrame(head, true).stream(stream));
            if (!request.isWhole()) {
                // RFC 9113 section 8.1: the answer is whole, the rest of the request is not wanted.
                context().write(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR).stream(stream));
            }
        }

        /** Nobody waits for an answer any more. */
        void gone() {
            answered = true;
            request.body().clear();
        }
    }
}
