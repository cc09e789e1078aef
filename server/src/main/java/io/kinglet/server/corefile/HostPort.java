package io.kinglet.server.corefile;

import io.kinglet.dns.name.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port as a Corefile writes them. Immutable; nothing is resolved.
 *
 * @param host an address in canonical text without brackets, a name, or empty for every local address
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
    /**
     * Reads {@code 10.0.0.1}, {@code 10.0.0.1:53}, {@code 2001:db8::1} or {@code [2001:db8::1]:53}.
     *
     * @return null when the text is none of these
     */
    public static @Nullable HostPort ofAddress(String text, int defaultPort) {
        HostPort split = split(text, defaultPort);
        return split != null && split.address() != null ? split : null;
    }

    /**
     * Reads what a listener accepts: as {@link #ofAddress}, and also {@code :9153} and {@code localhost:9153}.
     *
     * @return null when the text is none of these
     */
    public static @Nullable HostPort ofListener(String text, int defaultPort) {
        HostPort split = split(text, defaultPort);
        boolean named = split != null && split.host.matches("[A-Za-z0-9._-]*[A-Za-z_-][A-Za-z0-9._-]*|");
        return split != null && (named || split.address() != null) && !text.isEmpty() ? split : null;
    }

    /** The host as an address, or null when it is a name or empty. */
    public @Nullable IpAddress address() {
        return IpAddress.parse(host);
    }

    /** With brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static @Nullable HostPort split(String text, int defaultPort) {
        IpAddress bare = IpAddress.parse(text);
        if (bare != null) {
            return new HostPort(bare.toString(), defaultPort);
        }
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') + 1 : colon < 0 ? text.length() : colon;
        String host = bracketed && end > 1 ? text.substring(1, end - 1) : text.substring(0, end);
        IpAddress address = IpAddress.parse(host);
        // Brackets are for IPv6, and an IPv6 address with a port needs them.
        if (bracketed != (address != null && address.v6())) {
            return null;
        }
        String canonical = address == null ? host : address.toString();
        if (end == text.length()) {
            return new HostPort(canonical, defaultPort);
        }
        int port = text.charAt(end) == ':' ? port(text.substring(end + 1)) : -1;
        return port < 0 ? null : new HostPort(canonical, port);
    }

    private static int port(String digits) {
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
        return port <= 65535 ? port : -1;
    }
}
