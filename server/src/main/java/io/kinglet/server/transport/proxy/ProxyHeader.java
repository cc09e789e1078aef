package io.kinglet.server.transport.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A header at the start of a stream or a datagram. Immutable.
 *
 * <pre>
 *   version 1:  "PROXY TCP4 SOURCE DESTINATION SOURCE-PORT DESTINATION-PORT" CR LF
 *   version 2:  | signature 12 | version and command 1 | family and transport 1 | length 2 | addresses | TLVs |
 * </pre>
 *
 * @param state whether there is one; the rest is meaningful for {@link State#WHOLE} alone
 * @param octets how long it is
 * @param datagrams whether it speaks of UDP
 * @param version 1 or 2
 * @param source the client; null when the proxy speaks for itself, or of what is no address
 * @param tlvs see {@link ProxiedClient}
 */
record ProxyHeader(
        State state,
        int octets,
        boolean datagrams,
        int version,
        @Nullable InetSocketAddress source,
        byte[] tlvs) {

    /** What the first octets are. */
    enum State {
        /** Something else. */
        NONE,
        /** Perhaps a header, when more of it has come. */
        PARTIAL,
        /** A header that is not sound. */
        BAD,
        WHOLE
    }

    private static final byte[] NOTHING = {};
    private static final ProxyHeader NONE = of(State.NONE);
    private static final ProxyHeader PARTIAL = of(State.PARTIAL);
    private static final ProxyHeader BAD = of(State.BAD);

    private static final byte[] TEXT = {'P', 'R', 'O', 'X', 'Y'};
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    /** Octets of the longest line of version 1, its end included. */
    private static final int LONGEST_LINE = 107;

    private static final int FIXED = 16;

    /** Octets behind the fixed ones; a client's certificate in a TLV needs two thousand. */
    private static final int LONGEST_REST = 4096;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int DATAGRAM = 2;
    private static final int UNIX_ADDRESSES = 216;

    private static ProxyHeader of(State state) {
        return new ProxyHeader(state, 0, false, 0, null, NOTHING);
    }

    /** Reads what {@code in} begins with; moves nothing. */
    static ProxyHeader read(ByteBuf in) {
        int common = common(in, SIGNATURE);
        if (common == SIGNATURE.length) {
            return binary(in);
        }
        if (common == in.readableBytes()) {
            return PARTIAL;
        }
        common = common(in, TEXT);
        return common == TEXT.length ? text(in) : common == in.readableBytes() ? PARTIAL : NONE;
    }

    /** How many octets at the start are those of {@code expected}. */
    private static int common(ByteBuf in, byte[] expected) {
        int most = Math.min(in.readableBytes(), expected.length);
        int same = 0;
        while (same < most && in.getByte(in.readerIndex() + same) == expected[same]) {
            same++;
        }
        return same;
    }

    private static ProxyHeader binary(ByteBuf in) {
        int start = in.readerIndex();
        if (in.readableBytes() < FIXED) {
            return PARTIAL;
        }
        int command = in.getUnsignedByte(start + 12);
        int family = in.getUnsignedByte(start + 13) >> 4;
        int transport = in.getUnsignedByte(start + 13) & 0xf;
        int rest = in.getUnsignedShort(start + 14);
        boolean unspecified = family == 0 && transport == 0;
        boolean known = unspecified || family >= 1 && family <= 3 && transport >= 1 && transport <= DATAGRAM;
        if (command != LOCAL && command != PROXY || !known || rest > LONGEST_REST) {
            return BAD;
        }
        if (in.readableBytes() < FIXED + rest) {
            return PARTIAL;
        }
        boolean datagrams = transport == DATAGRAM;
        if (command == LOCAL) {
            // What addresses it has mean nothing (section 2.2).
            return new ProxyHeader(State.WHOLE, FIXED + rest, datagrams || unspecified, 2, null, NOTHING);
        }
        int size = family == 1 ? 4 : 16;
        int addresses = family == 3 ? UNIX_ADDRESSES : 2 * size + 4;
        if (unspecified || rest < addresses) {
            return BAD;
        }
        InetSocketAddress source =
                family == 3 ? null : address(in, start + FIXED, size, in.getUnsignedShort(start + FIXED + 2 * size));
        byte[] tlvs = ByteBufUtil.getBytes(in, start + FIXED + addresses, rest - addresses);
        return new ProxyHeader(State.WHOLE, FIXED + rest, datagrams, 2, source, tlvs);
    }

    private static InetSocketAddress address(ByteBuf in, int offset, int size, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ByteBufUtil.getBytes(in, offset, size)), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses have 4 or 16 octets", e);
        }
    }

    private static ProxyHeader text(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.indexOf(start, Math.min(in.writerIndex(), start + LONGEST_LINE), (byte) '\n');
        if (end < 0) {
            return in.readableBytes() < LONGEST_LINE ? PARTIAL : BAD;
        }
        String line = in.toString(start, end - start, StandardCharsets.US_ASCII);
        if (!line.endsWith("\r")) {
            return BAD;
        }
        String[] words = line.substring(0, line.length() - 1).split(" ", -1);
        int octets = end + 1 - start;
        if (!words[0].equals("PROXY") || words.length < 2) {
            return BAD;
        }
        if (words[1].equals("UNKNOWN")) {
            return new ProxyHeader(State.WHOLE, octets, false, 1, null, NOTHING);
        }
        boolean four = words[1].equals("TCP4");
        if (words.length != 6 || !four && !words[1].equals("TCP6")) {
            return BAD;
        }
        InetAddress source = address(words[2], four);
        int port = port(words[4]);
        if (source == null || address(words[3], four) == null || port < 0 || port(words[5]) < 0) {
            return BAD;
        }
        return new ProxyHeader(State.WHOLE, octets, false, 1, new InetSocketAddress(source, port), NOTHING);
    }

    private static @Nullable InetAddress address(String text, boolean four) {
        boolean sound = four
                ? NetUtil.isValidIpV4Address(text)
                : NetUtil.isValidIpV6Address(text) && text.indexOf('%') < 0 && text.indexOf('[') < 0;
        byte[] octets = sound ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        try {
            return octets == null ? null : InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static int port(String text) {
        return text.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 0xffff ? Integer.parseInt(text) : -1;
    }
}
