package io.kinglet.dns.querylog;

import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in braces in a log format. */
@FunctionalInterface
interface LogField {

    /** What is written where there is nothing to write. */
    String EMPTY = "-";

    void append(StringBuilder line, Exchanged it);

    Map<String, LogField> BY_NAME = Map.ofEntries(
            Map.entry(
                    "type", (line, it) -> line.append(RecordType.name(it.query().qtype()))),
            Map.entry(
                    "class",
                    (line, it) -> line.append(RecordClass.name(it.query().qclass()))),
            Map.entry(
                    "name",
                    (line, it) -> line.append(it.query().qname().toString().toLowerCase(Locale.ROOT))),
            Map.entry("proto", (line, it) -> line.append(it.query().transport().label())),
            Map.entry("remote", (line, it) -> remote(line, address(it.query()))),
            Map.entry("port", (line, it) -> port(line, address(it.query()))),
            Map.entry("local", (line, it) -> line.append(EMPTY)),
            Map.entry("size", (line, it) -> line.append(it.query().length())),
            Map.entry("rcode", (line, it) -> line.append(Rcode.name(replyFlags(it) & Header.RCODE_MASK))),
            Map.entry("rsize", (line, it) -> line.append(it.length())),
            Map.entry("duration", (line, it) -> line.append(seconds(it.nanos())).append('s')),
            Map.entry(">id", (line, it) -> line.append(it.query().id())),
            Map.entry(
                    ">opcode",
                    (line, it) -> line.append(Header.opcode(it.query().flags()))),
            Map.entry(">do", (line, it) -> line.append(it.query().edns().dnssecOk())),
            Map.entry(">bufsize", (line, it) -> line.append(payloadSize(it.query()))),
            Map.entry(">rflags", (line, it) -> flags(line, replyFlags(it))));

    private static int replyFlags(Exchanged it) {
        return Header.u16(it.reply(), Header.FLAGS);
    }

    private static @Nullable InetSocketAddress address(Query query) {
        Client client = query.client();
        return client == null ? null : client.address();
    }

    private static void remote(StringBuilder line, @Nullable InetSocketAddress client) {
        if (client == null || client.getAddress() == null) {
            line.append(EMPTY);
        } else if (client.getAddress() instanceof Inet6Address) {
            line.append('[').append(client.getAddress().getHostAddress()).append(']');
        } else {
            line.append(client.getAddress().getHostAddress());
        }
    }

    private static void port(StringBuilder line, @Nullable InetSocketAddress client) {
        if (client == null) {
            line.append(EMPTY);
        } else {
            line.append(client.getPort());
        }
    }

    private static int payloadSize(Query query) {
        return query.transport() == Transport.TCP ? 0xffff : query.edns().payloadSize();
    }

    private static String seconds(long nanos) {
        return nanos <= 0
                ? "0"
                : BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    private static void flags(StringBuilder line, int flags) {
        int start = line.length();
        flag(line, flags, Header.QR, "qr");
        flag(line, flags, Header.AA, "aa");
        flag(line, flags, Header.TC, "tc");
        flag(line, flags, Header.RD, "rd");
        flag(line, flags, Header.RA, "ra");
        flag(line, flags, Header.AD, "ad");
        flag(line, flags, Header.CD, "cd");
        line.setLength(Math.max(start, line.length() - 1));
    }

    private static void flag(StringBuilder line, int flags, int bit, String name) {
        if ((flags & bit) != 0) {
            line.append(name).append(',');
        }
    }
}
