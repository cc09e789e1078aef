package io.kinglet.server.admin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as the Corefile writes them: {@code :8080}, {@code localhost:9153}, {@code 0.0.0.0:9153}, {@code [::]:8080}. */
public final class AdminAddress {

    private static final int HIGHEST_PORT = 0xffff;

    private AdminAddress() {}

    /**
     * Without a host it is every address of this host; port 0 is any free one.
     *
     * @throws IllegalArgumentException for anything else, saying what is wrong with it
     */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (colon < 0 || host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not HOST:PORT or :PORT; an IPv6 address is written [::1]:8080");
        }
        int port = port(text, text.substring(colon + 1));
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "': the host '" + host + "' has no address here", e);
        }
    }

    private static int port(String text, String digits) {
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : HIGHEST_PORT + 1;
        if (port > HIGHEST_PORT) {
            throw new IllegalArgumentException("'" + text + "': '" + digits + "' is not a port, which is 0 to 65535");
        }
        return port;
    }
}
