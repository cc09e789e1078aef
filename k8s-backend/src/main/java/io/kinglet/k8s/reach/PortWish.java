package io.kinglet.k8s.reach;

import org.jspecify.annotations.Nullable;

/**
 * Which ports are asked about: all that the target has, or one of them.
 *
 * @param protocol lower case: {@code tcp}, {@code udp} or {@code sctp}; null for every protocol
 * @param number as the origin dials it: behind a Service, the port of the Service; 0 when none is named
 * @param name of a port of the Service or the Pod; null when none is named
 */
public record PortWish(
        @Nullable String protocol, int number, @Nullable String name) {

    /** Every port. */
    public static final PortWish ALL = new PortWish(null, 0, null);

    public PortWish {
        if (number < 0 || number > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + number);
        }
    }

    public static PortWish of(@Nullable String protocol, int number) {
        return new PortWish(protocol, number, null);
    }

    public static PortWish named(@Nullable String protocol, String name) {
        return new PortWish(protocol, 0, name);
    }

    /** Whether no single port is meant. */
    public boolean all() {
        return number == 0 && name == null;
    }

    boolean covers(String itsName, String itsProtocol, int itsNumber) {
        return (protocol == null || protocol.equals(itsProtocol))
                && (number == 0 || number == itsNumber)
                && (name == null || name.equals(itsName));
    }

    /** {@code 80}, {@code 53/udp}, {@code http}, {@code every port}. */
    @Override
    public String toString() {
        String what = name != null ? name : number == 0 ? "every port" : Integer.toString(number);
        return protocol == null ? what : what + "/" + protocol;
    }
}
