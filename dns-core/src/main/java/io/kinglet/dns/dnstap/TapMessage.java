package io.kinglet.dns.dnstap;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message, and its octets in protobuf. Immutable.
 *
 * <pre>
 *   Dnstap:  identity 1 | version 2 | extra 3 | message 14 | type 15
 *   Message: type 1 | family 2 | protocol 3 | addresses 4, 5 | ports 6, 7 | query time 8, 9 | query 10 | response time 12, 13 | response 14
 * </pre>
 *
 * @param kind what happened
 * @param tcp whether it was carried by TCP, TLS and HTTPS included; by UDP otherwise
 * @param asker who asked; null when no one knows
 * @param asked who was asked; null when it was this server
 * @param queryTime when it was asked
 * @param query the DNS message that asked; null to leave it out
 * @param responseTime when it was answered; null when it is not
 * @param response the DNS message that answered; null to leave it out
 */
public record TapMessage(
        Kind kind,
        boolean tcp,
        @Nullable InetSocketAddress asker,
        @Nullable InetSocketAddress asked,
        Instant queryTime,
        byte @Nullable [] query,
        @Nullable Instant responseTime,
        byte @Nullable [] response) {

    /** By the number that dnstap has for it. */
    public enum Kind {
        CLIENT_QUERY(5),
        CLIENT_RESPONSE(6),
        FORWARDER_QUERY(7),
        FORWARDER_RESPONSE(8);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final int MESSAGE = 1;
    private static final int INET = 1;
    private static final int INET6 = 2;
    private static final int UDP = 1;
    private static final int TCP = 2;

    /** The octets of a whole message. */
    public byte[] encode(TapForm form, String extra) {
        ProtobufWriter out = new ProtobufWriter();
        out.text(1, form.identity());
        out.text(2, form.version());
        out.text(3, extra);
        byte[] inner = inner(form.full());
        out.octets(14, inner);
        out.number(15, MESSAGE);
        return out.toOctets();
    }

    private byte[] inner(boolean full) {
        ProtobufWriter out = new ProtobufWriter();
        out.number(1, kind.number);
        InetSocketAddress known = asked == null ? asker : asked;
        if (known != null) {
            out.number(2, known.getAddress() instanceof Inet4Address ? INET : INET6);
            out.number(3, tcp ? TCP : UDP);
        }
        if (asker != null) {
            out.octets(4, asker.getAddress().getAddress());
        }
        if (asked != null) {
            out.octets(5, asked.getAddress().getAddress());
        }
        if (asker != null) {
            out.number(6, asker.getPort());
        }
        if (asked != null) {
            out.number(7, asked.getPort());
        }
        out.number(8, queryTime.getEpochSecond());
        out.fixed(9, queryTime.getNano());
        if (full && query != null) {
            out.octets(10, query);
        }
        if (responseTime != null) {
            out.number(12, responseTime.getEpochSecond());
            out.fixed(13, responseTime.getNano());
        }
        if (full && response != null) {
            out.octets(14, response);
        }
        return out.toOctets();
    }

    /** The octets of a DNS message that a tap wants; null when it does not. */
    static byte @Nullable [] kept(TapForm form, byte[] message, int length) {
        return form.full() ? Arrays.copyOf(message, length) : null;
    }
}
