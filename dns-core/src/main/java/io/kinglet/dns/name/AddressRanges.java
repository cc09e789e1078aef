package io.kinglet.dns.name;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of addresses, given as prefixes: kept as sorted ranges that neither overlap nor touch, and searched by halves. Immutable;
 * looking up allocates nothing.
 */
public final class AddressRanges {

    private final long[] v4;
    private final long[] v6;

    private AddressRanges(long[] v4, long[] v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    public static AddressRanges of(Collection<IpPrefix> prefixes) {
        List<IpPrefix> sorted = new ArrayList<>(prefixes);
        sorted.sort(Comparator.comparing(IpPrefix::address));
        return new AddressRanges(ranges(sorted, false), ranges(sorted, true));
    }

    /** First and last address of each range: one number each for IPv4, high and low half each for IPv6. */
    private static long[] ranges(List<IpPrefix> sorted, boolean v6) {
        List<IpAddress> ends = new ArrayList<>();
        for (IpPrefix prefix : sorted) {
            if (prefix.address().v6() != v6) {
                continue;
            }
            int newest = ends.size() - 1;
            if (newest >= 0 && !isBeyond(prefix.address(), ends.get(newest))) {
                IpAddress last = prefix.last();
                ends.set(newest, last.compareTo(ends.get(newest)) > 0 ? last : ends.get(newest));
            } else {
                ends.add(prefix.address());
                ends.add(prefix.last());
            }
        }
        return ends.stream()
                .flatMapToLong(it -> v6
                        ? java.util.stream.LongStream.of(it.high(), it.low())
                        : java.util.stream.LongStream.of(it.low()))
                .toArray();
    }

    /** Whether there is an address between the end of a range and {@code first}. */
    private static boolean isBeyond(IpAddress first, IpAddress end) {
        long low = end.low() + 1;
        long high = end.high() + (end.v6() && low == 0 ? 1 : 0);
        boolean wrapped = end.v6() ? high == 0 && low == 0 : low > 0xffff_ffffL;
        return !wrapped && first.compareTo(new IpAddress(end.v6(), high, low)) > 0;
    }

    /** Ranges, both families together. */
    public int size() {
        return v4.length / 2 + v6.length / 4;
    }

    public boolean contains(IpAddress address) {
        return address.v6() ? containsV6(address.high(), address.low()) : containsV4(address.low());
    }

    private boolean containsV4(long address) {
        int from = 0;
        int to = v4.length / 2 - 1;
        while (from <= to) {
            int middle = from + to >>> 1;
            if (address < v4[2 * middle]) {
                to = middle - 1;
            } else if (address > v4[2 * middle + 1]) {
                from = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean containsV6(long high, long low) {
        int from = 0;
        int to = v6.length / 4 - 1;
        while (from <= to) {
            int middle = from + to >>> 1;
            if (isLess(high, low, v6[4 * middle], v6[4 * middle + 1])) {
                to = middle - 1;
            } else if (isLess(v6[4 * middle + 2], v6[4 * middle + 3], high, low)) {
                from = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private static boolean isLess(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order < 0 : Long.compareUnsigned(low, otherLow) < 0;
    }
}
