package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A range of 65,536 addresses, given out by the hash of a key. The same keys get the same addresses in every run; adding or
 * removing one moves another only when their hashes meet. Confined to one thread.
 */
final class AddressPool {

    private static final int SIZE = 1 << 16;

    private final IpAddress first;
    private final BitSet taken = new BitSet(SIZE);

    private AddressPool(String first, int... kept) {
        IpAddress address = IpAddress.parse(first);
        if (address == null) {
            throw new IllegalArgumentException(first);
        }
        this.first = address;
        for (int offset : kept) {
            taken.set(offset);
        }
    }

    /** 10.96.0.0/16, the Service range of kubeadm; .1 and .10 are for default/kubernetes and kube-dns. */
    static AddressPool servicesV4() {
        return new AddressPool("10.96.0.0", 0, 1, 10, SIZE - 1);
    }

    /** fd00:10:96::/112. */
    static AddressPool servicesV6() {
        return new AddressPool("fd00:10:96::", 0, 1, 10);
    }

    /** 10.244.0.0/16. */
    static AddressPool podsV4() {
        return new AddressPool("10.244.0.0", 0, SIZE - 1);
    }

    /** The first /112 of fd00:10:244::/64. */
    static AddressPool podsV6() {
        return new AddressPool("fd00:10:244::", 0);
    }

    /** 172.18.0.0/16. */
    static AddressPool nodesV4() {
        return new AddressPool("172.18.0.0", 0, 1, SIZE - 1);
    }

    /** fd00:172:18::/112. */
    static AddressPool nodesV6() {
        return new AddressPool("fd00:172:18::", 0, 1);
    }

    /** Keeps an address of this range from being given; others are of no concern. */
    void keep(IpAddress address) {
        int offset = offset(address);
        if (offset >= 0) {
            taken.set(offset);
        }
    }

    /** The address at this offset. */
    IpAddress at(int offset) {
        return new IpAddress(first.v6(), first.high(), first.low() + offset);
    }

    /** A free address for the key; null when none is left. */
    @Nullable
    IpAddress give(String key) {
        int wanted = (int) (StableHash.of(key) >>> 48);
        int offset = taken.nextClearBit(wanted);
        if (offset >= SIZE) {
            offset = taken.nextClearBit(0);
        }
        if (offset >= SIZE) {
            return null;
        }
        taken.set(offset);
        return at(offset);
    }

    private int offset(IpAddress address) {
        long offset = address.low() - first.low();
        boolean inside = address.v6() == first.v6() && address.high() == first.high() && offset >= 0 && offset < SIZE;
        return inside ? (int) offset : -1;
    }
}
