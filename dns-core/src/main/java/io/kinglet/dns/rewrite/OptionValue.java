package io.kinglet.dns.rewrite;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an EDNS option is given. Immutable. */
public sealed interface OptionValue {

    /**
     * Where values come from that are not in the query.
     *
     * @param server the address that was asked; null where it is not known
     */
    record Sources(Metadata metadata, @Nullable InetSocketAddress server) {}

    /**
     * The octets for a query; null when there are none: then the option is left alone.
     *
     * @param asked the query as the client sent it
     * @param name QNAME by now
     * @param type QTYPE by now
     */
    byte @Nullable [] octets(Query asked, DomainName name, int type, Sources sources);

    /** Always the same. */
    record Fixed(byte[] value) implements OptionValue {

        @Override
        public byte[] octets(Query asked, DomainName name, int type, Sources sources) {
            return value;
        }
    }

    /** A piece of metadata. */
    record Label(String label) implements OptionValue {

        @Override
        public byte @Nullable [] octets(Query asked, DomainName name, int type, Sources sources) {
            String value = sources.metadata().value(label, asked);
            return value.isEmpty() ? null : value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Something of the query; addresses of 4 or 16 octets, numbers of two, names and the protocol as text. */
    enum Variable implements OptionValue {
        QNAME,
        QTYPE,
        CLIENT_IP,
        CLIENT_PORT,
        PROTOCOL,
        SERVER_IP,
        SERVER_PORT;

        @Override
        public byte @Nullable [] octets(Query asked, DomainName name, int type, Sources sources) {
            Client client = asked.client();
            InetSocketAddress server = sources.server();
            return switch (this) {
                case QNAME -> name.toString().getBytes(StandardCharsets.ISO_8859_1);
                case QTYPE -> number(type);
                case CLIENT_IP -> client == null ? null : client.ip().octets();
                case CLIENT_PORT ->
                    client == null ? null : number(client.address().getPort());
                case PROTOCOL ->
                    (asked.transport() == Transport.UDP ? "udp" : "tcp").getBytes(StandardCharsets.US_ASCII);
                case SERVER_IP -> server == null ? null : server.getAddress().getAddress();
                case SERVER_PORT -> server == null ? null : number(server.getPort());
            };
        }

        private static byte[] number(int value) {
            return new byte[] {(byte) (value >>> 8), (byte) value};
        }
    }

    /**
     * The first bits of the client's address, as a Client Subnet option has them (RFC 7871 section 6).
     *
     * @param v4 bits of an IPv4 address, 0 to 32
     * @param v6 bits of an IPv6 address, 0 to 128
     */
    record Subnet(int v4, int v6) implements OptionValue {

        @Override
        public byte @Nullable [] octets(Query asked, DomainName name, int type, Sources sources) {
            Client client = asked.client();
            if (client == null) {
                return null;
            }
            IpAddress address = client.ip();
            int bits = address.v6() ? v6 : v4;
            byte[] prefix = Arrays.copyOf(address.octets(), (bits + 7) / 8);
            if (bits % 8 != 0) {
                prefix[prefix.length - 1] &= (byte) (0xff00 >> bits % 8);
            }
            byte[] option = new byte[4 + prefix.length];
            Header.putU16(option, 0, address.v6() ? 2 : 1);
            option[2] = (byte) bits;
            System.arraycopy(prefix, 0, option, 4, prefix.length);
            return option;
        }
    }
}
