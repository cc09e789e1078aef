package io.kinglet.k8s.index;

import io.kinglet.dns.index.AddressTable;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;

/**
 * How many addresses with a PTR record stand under each shorter reverse name, so that those are known to exist: empty non-terminals
 * (RFC 8020). IPv4 at every octet; IPv6 at every nibble down to a /64, below which the few addresses are walked. Stateless.
 */
final class ReverseCounts {

    private static final int V6_DEEPEST = 64;

    private ReverseCounts() {}

    /** Counts {@code step} more (or fewer) under every name above the address. */
    static void count(AddressTable.Edit<Integer> edit, IpAddress address, int step) {
        int bits = address.v6() ? 4 : 8;
        int most = address.v6() ? V6_DEEPEST : 24;
        for (int length = bits; length <= most; length += bits) {
            IpAddress key = key(address.v6(), address.high(), address.low(), length);
            Integer before = edit.get(key);
            int after = (before == null ? 0 : before) + step;
            if (after <= 0) {
                edit.remove(key);
            } else {
                edit.put(key, after);
            }
        }
    }

    /** Whether any counted address begins with the prefix, which is not a whole address. */
    static boolean any(AddressTable<Integer> counts, AddressTable<?> addresses, ReverseName.Prefix prefix) {
        if (prefix.bits() == 0) {
            return true;
        }
        int length = Math.min(prefix.bits(), V6_DEEPEST);
        if (counts.get(key(prefix.v6(), prefix.high(), prefix.low(), length)) == null) {
            return false;
        }
        if (length == prefix.bits()) {
            return true;
        }
        long mask = -1L << 128 - prefix.bits();
        return addresses.anyV6((high, low) -> high == prefix.high() && (low & mask) == prefix.low());
    }

    /** A prefix as a key: its bits in the high half, its family and length in the low half. */
    private static IpAddress key(boolean v6, long high, long low, int length) {
        long bits = v6 ? high : low << 32;
        return IpAddress.v6(bits & -1L << 64 - length, length + (v6 ? 1000 : 0));
    }
}
