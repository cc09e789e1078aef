package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All addresses, cut where any prefix of a set begins or ends: within a range, no prefix tells two addresses apart. So addresses of
 * one range are judged alike by policies that have no other prefixes. Immutable.
 */
final class AddressRanges {

    /** Documentation addresses (RFC 5737, RFC 3849): what is nobody's stands for a range best. */
    private static final List<IpAddress> NOBODYS =
            List.of(IpAddress.v4(0xcb007101), IpAddress.v6(0x20010db8_00000000L, 1));

    private final IpAddress[] starts;

    private AddressRanges(IpAddress[] starts) {
        this.starts = starts;
    }

    static AddressRanges cutBy(Collection<IpPrefix> prefixes) {
        TreeSet<IpAddress> starts = new TreeSet<>();
        starts.add(IpAddress.v4(0));
        starts.add(IpAddress.v6(0, 0));
        for (IpPrefix prefix : prefixes) {
            starts.add(prefix.address());
            IpAddress next = after(prefix.last());
            if (next != null) {
                starts.add(next);
            }
        }
        return new AddressRanges(starts.toArray(IpAddress[]::new));
    }

    /** An address of the family that is nobody's. */
    static IpAddress nobodys(boolean v6) {
        return NOBODYS.get(v6 ? 1 : 0);
    }

    /** The number of the range that the address is in. */
    int rangeOf(IpAddress address) {
        int at = Arrays.binarySearch(starts, address);
        return at >= 0 ? at : -at - 2;
    }

    /** How many ranges there are, at least one of each family. */
    int count() {
        return starts.length;
    }

    /** {@code 10.0.0.0-10.255.255.255}: the range that the address is in. */
    String text(IpAddress within) {
        int at = rangeOf(within);
        IpAddress first = starts[at];
        IpAddress last = at + 1 < starts.length && starts[at + 1].v6() == first.v6()
                ? before(starts[at + 1])
                : first.v6() ? IpAddress.v6(-1, -1) : IpAddress.v4(-1);
        return first.equals(last) ? first.toString() : first + "-" + last;
    }

    /**
     * One address of each range of the family; a range of which every address tried is unfit is left out.
     *
     * @param fit whether an address may stand for its range
     */
    List<IpAddress> samples(boolean v6, Predicate<IpAddress> fit) {
        List<IpAddress> samples = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            if (starts[i].v6() == v6) {
                IpAddress sample = sample(i, fit);
                if (sample != null) {
                    samples.add(sample);
                }
            }
        }
        return samples;
    }

    private @Nullable IpAddress sample(int range, Predicate<IpAddress> fit) {
        for (IpAddress nobodys : NOBODYS) {
            if (rangeOf(nobodys) == range && fit.test(nobodys)) {
                return nobodys;
            }
        }
        IpAddress tried = starts[range];
        for (int i = 0; i < 8 && tried != null && rangeOf(tried) == range; i++) {
            if (fit.test(tried)) {
                return tried;
            }
            tried = after(tried);
        }
        return null;
    }

    private static @Nullable IpAddress after(IpAddress address) {
        if (!address.v6()) {
            return address.v4Bits() == -1 ? null : IpAddress.v4(address.v4Bits() + 1);
        }
        if (address.low() != -1) {
            return IpAddress.v6(address.high(), address.low() + 1);
        }
        return address.high() == -1 ? null : IpAddress.v6(address.high() + 1, 0);
    }

    private static IpAddress before(IpAddress address) {
        if (!address.v6()) {
            return IpAddress.v4(address.v4Bits() - 1);
        }
        return address.low() != 0
                ? IpAddress.v6(address.high(), address.low() - 1)
                : IpAddress.v6(address.high() - 1, -1);
    }
}
