package io.kinglet.k8s.index;

import io.kinglet.dns.name.IpAddress;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of Pod, namespace and address of one family: a hash table by Pod with open addressing, 24 octets a slot for IPv4 and 40 for
 * IPv6, none of them an object. A Pod has as many rows as addresses. Writer only.
 *
 * <pre>
 *   Pod (128 bits) | namespace + 1 (31) | seen (1) | IPv4 address (32) [| IPv6 address (128)]
 * </pre>
 */
final class PodRows {

    /**
     * @param namespace its number in {@link PodNamespaces}
     */
    record Row(int namespace, IpAddress address) {}

    private static final long SEEN = 1L << 32;
    private static final int NAMESPACE_SHIFT = 33;

    private final boolean v6;
    private final int words;
    private long[] table = {};
    private int used;

    PodRows(boolean v6) {
        this.v6 = v6;
        words = v6 ? 5 : 3;
    }

    /** Marks the Pod's row with this address as seen; false when there is none. */
    boolean see(PodId pod, IpAddress address) {
        for (int at = first(pod); at >= 0; at = next(pod, at)) {
            if (address(at).equals(address)) {
                table[at + 2] |= SEEN;
                return true;
            }
        }
        return false;
    }

    /** Adds a row that counts as seen. */
    void add(PodId pod, Row row) {
        if (5 * (used + 1) > 4 * slots()) {
            resize();
        }
        long address = v6 ? 0 : row.address.low();
        int at = free(pod.low());
        table[at] = pod.high();
        table[at + 1] = pod.low();
        table[at + 2] = row.namespace + 1L << NAMESPACE_SHIFT | SEEN | address;
        if (v6) {
            table[at + 3] = row.address.high();
            table[at + 4] = row.address.low();
        }
        used++;
    }

    /** Takes away one row of the Pod whose address is not among {@code kept} or whose namespace is another; null when there is none. */
    @Nullable
    Row removeOther(PodId pod, Collection<IpAddress> kept, int namespace) {
        for (int at = first(pod); at >= 0; at = next(pod, at)) {
            Row row = row(at);
            if (row.namespace != namespace || !kept.contains(row.address)) {
                empty(at);
                return row;
            }
        }
        return null;
    }

    /** Makes every row one that has not been seen. */
    void forget() {
        for (int at = 0; at < table.length; at += words) {
            table[at + 2] &= ~SEEN;
        }
    }

    /** Takes away the rows that have not been seen, and room that is not needed any more; returns whether there were any. */
    boolean sweep(Consumer<Row> gone) {
        int before = used;
        for (int at = 0; at < table.length; at += words) {
            if (table[at + 2] != 0 && (table[at + 2] & SEEN) == 0) {
                gone.accept(row(at));
                table[at + 2] = SEEN;
                used--;
            }
        }
        if (used < before) {
            resize();
        }
        return used < before;
    }

    int size() {
        return used;
    }

    private int slots() {
        return table.length / words;
    }

    private Row row(int at) {
        return new Row((int) (table[at + 2] >>> NAMESPACE_SHIFT) - 1, address(at));
    }

    private IpAddress address(int at) {
        return v6 ? IpAddress.v6(table[at + 3], table[at + 4]) : IpAddress.v4((int) table[at + 2]);
    }

    /** Where the search for a Pod begins: any number of slots will do, so that a table grows by steps and not twofold. */
    private int home(long low) {
        return (int) ((low & 0xffff_ffffL) * slots() >>> 32) * words;
    }

    private int after(int at) {
        return at + words == table.length ? 0 : at + words;
    }

    private int free(long low) {
        int at = home(low);
        while (table[at + 2] != 0) {
            at = after(at);
        }
        return at;
    }

    private int first(PodId pod) {
        return table.length == 0 ? -1 : search(pod, home(pod.low()));
    }

    private int next(PodId pod, int at) {
        return search(pod, after(at));
    }

    private int search(PodId pod, int from) {
        for (int at = from; table[at + 2] != 0; at = after(at)) {
            if (table[at] == pod.high() && table[at + 1] == pod.low()) {
                return at;
            }
        }
        return -1;
    }

    /** Empties a slot and moves those behind it that a search would not find past a gap. */
    private void empty(int at) {
        int gap = at;
        for (int next = after(gap); table[next + 2] != 0; next = after(next)) {
            if (distance(home(table[next + 1]), next) >= distance(gap, next)) {
                System.arraycopy(table, next, table, gap, words);
                gap = next;
            }
        }
        table[gap + 2] = 0;
        used--;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + table.length;
    }

    /** Makes room for half as many rows again; at least a fifth of the slots stays free, so that every search ends. */
    private void resize() {
        long[] old = table;
        table = new long[words * (used + used / 2 + 2)];
        for (int at = 0; at < old.length; at += words) {
            if (old[at + 2] >>> NAMESPACE_SHIFT != 0) {
                System.arraycopy(old, at, table, free(old[at + 1]), words);
            }
        }
    }
}
