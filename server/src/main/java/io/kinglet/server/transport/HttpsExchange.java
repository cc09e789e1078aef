package io.kinglet.server.transport;

import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.Query;
import io.kinglet.server.transport.https.MediaType;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One question over HTTPS: a request and its response on a stream of its own (RFC 8484 section 4). Event-loop confined. */
final class HttpsExchange extends ChannelInboundHandlerAdapter {

    private static final String PATH = "/dns-query";
    private static final int HTTPS_PORT = 443;
    private static final int LARGEST = 0xffff;

    private final HttpsConnection connection;
    private final UpstreamRoute route;
    private final TcpQuestion question;
    private @Nullable Channel stream;
    private byte[] body = new byte[512];
    private int length;
    private long age;
    private boolean accepted;

    HttpsExchange(HttpsConnection connection, UpstreamRoute route, TcpQuestion question) {
        this.connection = connection;
        this.route = route;
        this.question = question;
    }

    void send(Channel opened) {
        stream = opened;
        if (question.over()) {
            opened.close();
            return;
        }
        // With an ID of 0, as caches on the way tell requests apart by their octets (RFC 8484 section 4.1).
        Query asked = question.asked();
        byte[] message = Arrays.copyOf(asked.octets(), asked.length());
        Header.putU16(message, 0, 0);
        boolean get = route.connections().dohGet();
        Http2Headers headers = new DefaultHttp2Headers()
                .method(get ? "GET" : "POST")
                .scheme("https")
                .authority(authority())
                .path(
                        get
                                ? PATH + "?dns="
                                        + Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(message)
                                : PATH)
                .set("accept", MediaType.MESSAGE);
        if (get) {
            opened.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
        } else {
            headers.set("content-type", MediaType.MESSAGE).setInt("content-length", message.length);
            opened.write(new DefaultHttp2HeadersFrame(headers, false));
            ByteBuf content = opened.alloc().buffer(message.length).writeBytes(message);
            opened.writeAndFlush(new DefaultHttp2DataFrame(content, true));
        }
    }

    private String authority() {
        InetSocketAddress address = route.endpoint().address();
        String name = route.certificateName();
        String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return address.getPort() == HTTPS_PORT ? host : host + ":" + address.getPort();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        connection.heard();
        try {
            if (frame instanceof Http2HeadersFrame headers) {
                headers(headers);
            } else if (frame instanceof Http2DataFrame content) {
                content(content);
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof Http2ResetFrame reset)) {
            // Such as a GOAWAY, which comes to each stream that it leaves out.
            ReferenceCountUtil.release(event);
            return;
        }
        connection.heard();
        long error = reset.errorCode();
        if (error == Http2Error.REFUSED_STREAM.code()) {
            // The upstream has not worked on it, so it is safe to ask once more (RFC 9113 section 8.7).
            connection.left(question, "the upstream refused the stream");
        } else {
            finish(new Outcome.Broken("the upstream reset the stream, error " + error));
        }
    }

    private void headers(Http2HeadersFrame frame) {
        CharSequence status = frame.headers().status();
        if (accepted) {
            // A trailer.
            if (frame.isEndStream()) {
                finish(outcome());
            }
            return;
        }
        if (status != null && status.length() == 3 && status.charAt(0) == '1') {
            return;
        }
        CharSequence type = frame.headers().get("content-type");
        if (!"200".contentEquals(String.valueOf(status))) {
            finish(new Outcome.Broken("HTTP status " + status));
        } else if (type == null || !MediaType.isMessage(type)) {
            finish(new Outcome.Broken("the upstream sent `" + type + "`, not `" + MediaType.MESSAGE + "`"));
        } else if (frame.isEndStream()) {
            finish(new Outcome.Broken("the upstream sent nothing"));
        } else {
            accepted = true;
            age = age(frame.headers().get("age"));
        }
    }

    /** How long the response has lain in a cache of HTTP, seconds. */
    private static long age(@Nullable CharSequence text) {
        return text == null || !text.toString().matches("[0-9]{1,10}") ? 0 : Long.parseLong(text.toString());
    }

    private void content(Http2DataFrame frame) {
        ByteBuf octets = frame.content();
        int more = octets.readableBytes();
        if (!accepted || length + more > LARGEST) {
            finish(new Outcome.Broken("the upstream sent more than a message"));
            return;
        }
        if (body.length < length + more) {
            body = Arrays.copyOf(body, Math.max(length + more, Math.min(LARGEST, 2 * body.length)));
        }
        octets.readBytes(body, length, more);
        length += more;
        if (frame.isEndStream()) {
            finish(outcome());
        }
    }

    private Outcome outcome() {
        if (age > 0 && length >= Header.LENGTH) {
            takeAge();
        }
        RelayedMessage reply = length < Header.LENGTH ? null : RelayedMessage.read(body, length, question.asked());
        return reply == null ? new Outcome.Broken("the upstream sent what nobody asked for") : new Outcome.Reply(reply);
    }

    /** RFC 8484 section 5.1: the time in a cache of HTTP is taken from every TTL. */
    private void takeAge() {
        MessageReader reader = new MessageReader(body, length);
        while (reader.next()) {
            if (reader.type() != RecordType.OPT) {
                Header.putU32(body, reader.ttlOffset(), (int) Math.max(0, reader.ttl() - age));
            }
        }
    }

    /** Nobody waits for the response any more. */
    void cancel() {
        if (stream != null) {
            stream.close();
        }
    }

    private void finish(Outcome outcome) {
        connection.answered(question, outcome);
        cancel();
    }

    /** Closed and not reset: a GOAWAY said that the upstream will not work on it (RFC 9113 section 6.8). */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.left(question, "the upstream closed the stream");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        finish(UpstreamSockets.broken(cause));
    }
}
