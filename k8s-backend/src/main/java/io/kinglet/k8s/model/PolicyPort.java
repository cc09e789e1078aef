package io.kinglet.k8s.model;

import org.jspecify.annotations.Nullable;

/**
 * Ports that a policy's rule is about.
 *
 * @param protocol lower case: {@code tcp}, {@code udp} or {@code sctp}; null for all three
 * @param first the lowest number; 0 for every port, or when {@code name} is given
 * @param last the highest number, as large as {@code first} or larger; 0 when that is
 * @param name the name of a container's port at the end that is reached; null when it is given by number
 */
public record PolicyPort(
        @Nullable String protocol,
        int first,
        int last,
        @Nullable String name) {

    /** Every port of the protocol; null for every protocol. */
    public static PolicyPort any(@Nullable String protocol) {
        return new PolicyPort(protocol, 0, 0, null);
    }

    public static PolicyPort of(@Nullable String protocol, int number) {
        return new PolicyPort(protocol, number, number, null);
    }

    public static PolicyPort named(@Nullable String protocol, String name) {
        return new PolicyPort(protocol, 0, 0, name);
    }
}
