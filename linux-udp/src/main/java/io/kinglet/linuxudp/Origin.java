package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * The control data that say which address a datagram came to, and of a reply which it leaves from (ip(7) IP_PKTINFO, RFC 3542
 * section 6). Sent back as they came, but for the interface: which one is the routing table's to say. Stateless.
 *
 * <pre>
 *   struct cmsghdr, 16 octets: len 0, level 8, type 12
 *   struct in_pktinfo,  12 octets: interface 0, local address 4, address of the header 8
 *   struct in6_pktinfo, 20 octets: address 0, interface 16
 * </pre>
 */
final class Origin {

    /** Octets that one takes in an array. */
    static final int SLOT = 64;

    private static final int LEVEL = 8;
    private static final int DATA = 16;

    private Origin() {}

    /** Removes the interface from the control data number {@code index}. */
    static void anyInterface(MemorySegment controls, int index, int length) {
        if (length > DATA) {
            long at = (long) index * SLOT;
            boolean six = controls.get(JAVA_INT, at + LEVEL) == Libc.IPPROTO_IPV6;
            controls.set(JAVA_INT, at + DATA + (six ? 16 : 0), 0);
        }
    }
}
