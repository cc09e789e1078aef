package io.kinglet.server.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An address could not be listened on. The message says which, why, and what to do. */
public final class BindFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private BindFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Explains {@code cause}.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param option what the reader can change to choose another address, such as {@code -dns.port} or {@code the bind directive}
     */
    public static BindFailedException of(String protocol, InetSocketAddress address, String option, Throwable cause) {
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        int port = address.getPort();
        String where = "cannot listen on " + text(address) + "/" + protocol + ": ";
        String advice;
        if (reason.contains("in use")) {
            String kind = protocol.equals("udp") ? "u" : "t";
            advice = "the port is in use. Find its holder with `ss -l" + kind + "np 'sport = :" + port
                    + "'` and stop it, or choose another address with " + option;
        } else if (reason.contains("permission denied") && port < FIRST_UNPRIVILEGED_PORT) {
            advice = "permission denied. Ports under 1024 need the capability NET_BIND_SERVICE or the sysctl"
                    + " net.ipv4.ip_unprivileged_port_start=0; or choose a port of 1024 or more with " + option;
        } else if (reason.contains("cannot assign") || reason.contains("not available")) {
            advice = "no interface of this host has that address (`ip addr` lists them). Choose another with " + option;
        } else {
            advice = cause.getMessage() + ". Choose another address with " + option;
        }
        return new BindFailedException(where + advice, cause);
    }

    private static String text(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return address.getHostString() + ":" + address.getPort();
        }
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
