package io.kinglet.server.corefile;

/**
 * A zone and the port it is served on. Immutable.
 *
 * @param scheme one of {@link Scheme}
 * @param zone presentation format, lower case, fully qualified; {@code .} is the root
 * @param port 0 to 65535
 * @param position of the key; zones made from one CIDR share it
 */
public record ServerKey(Scheme scheme, String zone, int port, Position position) {
    /** {@code scheme://zone:port}, the form CoreDNS uses in logs and metric labels. */
    @Override
    public String toString() {
        return scheme.word() + "://" + zone + ":" + port;
    }
}
