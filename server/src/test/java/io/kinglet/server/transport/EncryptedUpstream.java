package io.kinglet.server.transport;

import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.tls.ServerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** An upstream of the test's own that speaks DNS over TLS or over HTTPS. */
final class EncryptedUpstream implements AutoCloseable {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;
    private final boolean https;
    private final Function<byte[], byte @Nullable []> script;

    final Set<Channel> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger accepted = new AtomicInteger();
    final List<byte[]> queries = new CopyOnWriteArrayList<>();
    final List<Http2Headers> requests = new CopyOnWriteArrayList<>();
    volatile String alpn = "h2";
    volatile String status = "200";
    volatile String type = "application/dns-message";
    volatile String age = "";

    /** So many requests are refused first, with this error of HTTP/2. */
    final AtomicInteger refusals = new AtomicInteger();

    volatile Http2Error refusal = Http2Error.REFUSED_STREAM;

    /**
     * @param certificate name of a fixture
     * @param script a reply without a thought for its ID over TLS; null to say nothing
     */
    EncryptedUpstream(
            boolean https, String certificate, ClientCertificates clients, Function<byte[], byte @Nullable []> script)
            throws Exception {
        this.https = https;
        this.script = script;
        ServerTls tls = ServerTls.load(Fixtures.config(certificate, Fixtures.file("authority.pem"), clients));
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.incrementAndGet();
                        open.add(channel);
                        channel.closeFuture().addListener(it -> open.remove(channel));
                        speak(channel.pipeline(), tls.engine(List.of(ServerTls.DNS_OVER_TLS)));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private void speak(ChannelPipeline pipeline, SSLEngine engine) {
        if (https) {
            String word = alpn;
            engine.setHandshakeApplicationProtocolSelector((it, offered) -> word);
        }
        pipeline.addLast(new SslHandler(engine));
        if (https) {
            pipeline.addLast(
                    Http2FrameCodecBuilder.forServer().build(),
                    new Http2MultiplexHandler(new HttpsStreams()),
                    new Quiet());
        } else {
            pipeline.addLast(
                    new LengthFieldBasedFrameDecoder(0xffff, 0, 2, 0, 2),
                    new LengthFieldPrepender(2),
                    new TlsMessages());
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Says GOAWAY on every connection. */
    void goAway() {
        open.forEach(channel -> channel.writeAndFlush(new DefaultHttp2GoAwayFrame(0L)));
    }

    /** Says GOAWAY on every connection: nothing behind the first request of a client that is made of Netty is worked on. */
    void goAwayAfterFirst() {
        byte[] frame = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0};
        open.forEach(channel ->
                channel.pipeline().context(Http2FrameCodec.class).writeAndFlush(Unpooled.wrappedBuffer(frame)));
    }

    private static byte[] octets(ByteBuf from) {
        return ByteBufUtil.getBytes(from);
    }

    private final class TlsMessages extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            byte[] query = octets((ByteBuf) message);
            ReferenceCountUtil.release(message);
            queries.add(query);
            byte[] reply = script.apply(query);
            if (reply != null) {
                context.writeAndFlush(Unpooled.wrappedBuffer(reply));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Sharable
    private final class HttpsStreams extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            try {
                if (frame instanceof Http2HeadersFrame headers) {
                    requests.add(headers.headers());
                    if (headers.isEndStream()) {
                        String path = headers.headers().path().toString();
                        answer(context, Base64.getUrlDecoder().decode(path.substring(path.indexOf('=') + 1)));
                    }
                } else if (frame instanceof Http2DataFrame data) {
                    answer(context, octets(data.content()));
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }

        private void answer(ChannelHandlerContext context, byte[] query) {
            queries.add(query);
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                context.writeAndFlush(new DefaultHttp2ResetFrame(refusal));
                return;
            }
            byte[] reply = script.apply(query);
            if (reply == null) {
                return;
            }
            Http2Headers headers = new DefaultHttp2Headers().status(status).set("content-type", type);
            if (!age.isEmpty()) {
                headers.set("age", age);
            }
            context.write(new DefaultHttp2HeadersFrame(headers));
            // In two pieces, as a network may.
            context.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(reply, 0, 5)));
            context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(reply, 5, reply.length - 5), true));
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        open.forEach(Channel::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
