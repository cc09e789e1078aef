package io.kinglet.dns.querylog;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.math.BigDecimal;
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
            Map.entry("remote", (line, it) -> remote(line, it.query().client())),
            Map.entry("port", (line, it) -> port(line, it.query().client())),
            Map.entry("local", (line, it) -> local(line, it.server())),
            Map.entry("size", (line, it) -> line.append(it.query().length())),
            Map.entry("rcode", (line, it) -> line.append(it.isSilence() ? EMPTY : rcode(it))),
            Map.entry("rsize", (line, it) -> line.append(it.length())),
            Map.entry("duration", (line, it) -> line.append(seconds(it.nanos())).append('s')),
            Map.entry(">id", (line, it) -> line.append(it.query().id())),
            Map.entry(
                    ">opcode",
                    (line, it) -> line.append(Header.opcode(it.query().flags()))),
            Map.entry(">do", (line, it) -> line.append(it.query().edns().dnssecOk())),
            Map.entry(">bufsize", (line, it) -> line.append(payloadSize(it.query()))),
            Map.entry(">rflags", LogField::flags));

    /** By name or, where it has none here, as a number; with the bits that stand in OPT (RFC 6891 section 6.1.3). */
    static String rcode(Exchanged it) {
        int rcode = Header.u16(it.reply(), Header.FLAGS) & Header.RCODE_MASK;
        if (it.query().edns().present()) {
            MessageReader reader = new MessageReader(it.reply(), it.length());
            while (reader.next()) {
                if (reader.type() == RecordType.OPT) {
                    rcode |= (reader.ttlBits() >>> 24 & 0xff) << 4;
                }
            }
        }
        String name = Rcode.name(rcode);
        return name.startsWith("RCODE") ? Integer.toString(rcode) : name;
    }

    private static void remote(StringBuilder line, @Nullable Client client) {
        if (client == null) {
            line.append(EMPTY);
        } else {
            address(line, client.ip());
        }
    }

    private static void local(StringBuilder line, @Nullable InetSocketAddress server) {
        if (server == null) {
            line.append(EMPTY);
        } else {
            byte[] octets = server.getAddress().getAddress();
            address(line, IpAddress.read(octets, 0, octets.length));
        }
    }

    private static void address(StringBuilder line, IpAddress address) {
        if (address.v6()) {
            line.append('[').append(address).append(']');
        } else {
            line.append(address);
        }
    }

    private static void port(StringBuilder line, @Nullable Client client) {
        if (client == null) {
            line.append(EMPTY);
        } else {
            line.append(client.address().getPort());
        }
    }

    /** Octets of the largest reply that can be sent. */
    static int payloadSize(Query query) {
        return query.transport() == Transport.TCP ? 0xffff : query.edns().payloadSize();
    }

    private static String seconds(long nanos) {
        return nanos <= 0
                ? "0"
                : BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    private static void flags(StringBuilder line, Exchanged it) {
        if (it.isSilence()) {
            line.append(EMPTY);
            return;
        }
        int flags = Header.u16(it.reply(), Header.FLAGS);
        int start = line.length();
        flag(line, flags, Header.QR, "qr");
        flag(line, flags, Header.AA, "aa");
        flag(line, flags, Header.TC, "tc");
        flag(line, flags, Header.RD, "rd");
        flag(line, flags, Header.RA, "ra");
        flag(line, flags, 0x40, "z");
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
