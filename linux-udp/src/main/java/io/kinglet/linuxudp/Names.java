package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * Socket addresses as the kernel writes them (ip(7), ipv6(7)). Stateless.
 *
 * <pre>
 *   struct sockaddr_in,  16 octets: family 0, port 2, address 4
 *   struct sockaddr_in6, 28 octets: family 0, port 2, flow 4, address 8, scope 24
 * </pre>
 */
final class Names {

    /** Octets that one takes in an array. */
    static final int SLOT = 32;

    static final int LENGTH_4 = 16;
    static final int LENGTH_6 = 28;

    private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ADDRESS_4 = 4;
    private static final int ADDRESS_6 = 8;
    private static final int SCOPE = 24;
    private static final long MAPPED = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0xffff_0000L : 0x0000_ffffL;

    private Names() {}

    static MemorySegment of(InetSocketAddress address, Arena arena) {
        boolean six = address.getAddress() instanceof Inet6Address;
        byte[] octets = address.getAddress().getAddress();
        MemorySegment name = arena.allocate(six ? LENGTH_6 : LENGTH_4, Long.BYTES);
        name.set(JAVA_SHORT, 0, (short) (six ? Libc.AF_INET6 : Libc.AF_INET));
        name.set(PORT, 2, (short) address.getPort());
        MemorySegment.copy(octets, 0, name, JAVA_BYTE, six ? ADDRESS_6 : ADDRESS_4, octets.length);
        if (address.getAddress() instanceof Inet6Address its) {
            name.set(JAVA_INT, SCOPE, its.getScopeId());
        }
        return name;
    }

    static int port(MemorySegment names, int index) {
        return names.get(PORT, (long) index * SLOT + 2) & 0xffff;
    }

    /** Whether it is an IPv6 address, and not an IPv4 address mapped into one (RFC 4291 section 2.5.5.2). */
    static boolean ipv6(MemorySegment names, int index) {
        long at = (long) index * SLOT;
        return names.get(JAVA_SHORT, at) == Libc.AF_INET6
                && (names.get(JAVA_LONG, at + ADDRESS_6) != 0
                        || (names.get(JAVA_INT, at + ADDRESS_6 + 8) & 0xffff_ffffL) != MAPPED);
    }

    /** As Java has it: IPv4 where it is mapped. */
    static InetSocketAddress address(MemorySegment names, int index) {
        long at = (long) index * SLOT;
        boolean six = names.get(JAVA_SHORT, at) == Libc.AF_INET6;
        byte[] octets = new byte[six ? 16 : 4];
        MemorySegment.copy(names, JAVA_BYTE, at + (six ? ADDRESS_6 : ADDRESS_4), octets, 0, octets.length);
        try {
            int scope = six ? names.get(JAVA_INT, at + SCOPE) : 0;
            InetAddress address =
                    scope == 0 ? InetAddress.getByAddress(octets) : Inet6Address.getByAddress(null, octets, scope);
            return new InetSocketAddress(address, port(names, index));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the octets of the address, IPv4 where it is mapped, and returns how many. Allocates nothing. */
    static int copyAddress(MemorySegment names, int index, byte[] target) {
        long at = (long) index * SLOT;
        boolean six = ipv6(names, index);
        boolean mapped = !six && names.get(JAVA_SHORT, at) == Libc.AF_INET6;
        int length = six ? 16 : 4;
        MemorySegment.copy(
                names, JAVA_BYTE, at + (six ? ADDRESS_6 : mapped ? ADDRESS_6 + 12 : ADDRESS_4), target, 0, length);
        return length;
    }
}
