package io.kinglet.dns.forward;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where an upstream is and how it is spoken to.
 *
 * @param address resolved, but in tests
 * @param serverName the name its certificate must bear; empty for its address, and for plain DNS
 */
public record Endpoint(InetSocketAddress address, Protocol protocol, String serverName) {

    /** What an upstream speaks. */
    public enum Protocol {
        /** Plain DNS, over UDP or TCP (RFC 1035). */
        DNS,
        /** RFC 7858. */
        TLS,
        /** RFC 8484. */
        HTTPS
    }

    /** Plain DNS at {@code address}. */
    public static Endpoint plain(InetSocketAddress address) {
        return new Endpoint(address, Protocol.DNS, "");
    }

    /** What carries a question to it.
     *
     * @param wanted for plain DNS; nothing else has a choice
     */
    public Carrier carrier(Transport wanted) {
        return switch (protocol) {
            case DNS -> wanted == Transport.TCP ? Carrier.TCP : Carrier.UDP;
            case TLS -> Carrier.TLS;
            case HTTPS -> Carrier.HTTPS;
        };
    }

    /** The address as an operator writes it: {@code 10.0.0.1:53}, {@code [fd00::1]:53}. */
    public String text() {
        return text(address);
    }

    /** An address as an operator writes it. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip == null
                ? address.getHostString()
                : IpAddress.read(ip.getAddress(), 0, ip.getAddress().length).toString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    @Override
    public String toString() {
        String scheme = protocol == Protocol.DNS ? "" : protocol == Protocol.TLS ? "tls://" : "https://";
        return scheme + text() + (serverName.isEmpty() ? "" : "%" + serverName);
    }
}
