package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of a zone, found by hash, and in canonical order. Immutable; finding allocates nothing. */
final class NodeTable implements Iterable<ZoneNode> {

    private static final CanonicalOrder ORDER = new CanonicalOrder();

    private final @Nullable ZoneNode[] table;
    private final ZoneNode[] sorted;

    NodeTable(Collection<ZoneNode> nodes) {
        sorted = nodes.toArray(new ZoneNode[0]);
        Arrays.sort(sorted, (a, b) -> ORDER.compare(a.key, b.key));
        table = new ZoneNode[Integer.highestOneBit(Math.max(4, sorted.length)) * 4];
        for (ZoneNode node : sorted) {
            int place = (int) Octets.hash(node.key, 0, node.key.length) & table.length - 1;
            while (table[place] != null) {
                place = place + 1 & table.length - 1;
            }
            table[place] = node;
        }
    }

    /** The node of the name in {@code lower[offset..length)}, wire format in lower case; null when it does not exist. */
    @Nullable
    ZoneNode find(byte[] lower, int offset, int length) {
        int place = (int) Octets.hash(lower, offset, length - offset) & table.length - 1;
        for (ZoneNode node = table[place]; node != null; node = table[place]) {
            if (Arrays.equals(node.key, 0, node.key.length, lower, offset, length)) {
                return node;
            }
            place = place + 1 & table.length - 1;
        }
        return null;
    }

    @Nullable
    ZoneNode find(DomainName name) {
        byte[] key = name.canonicalOctets();
        return find(key, 0, key.length);
    }

    /** The longest name above that exists (RFC 4592 section 3.3.1). The apex does, and the name is below it. */
    ZoneNode closestEncloser(byte[] lower, int length) {
        int at = lower[0] + 1;
        while (true) {
            ZoneNode node = find(lower, at, length);
            if (node != null) {
                return node;
            }
            at += lower[at] + 1;
        }
    }

    /** In canonical order, the apex first. */
    @Override
    public Iterator<ZoneNode> iterator() {
        return List.of(sorted).iterator();
    }

    /** Told of a name whose records differ; null where it does not exist. */
    @FunctionalInterface
    interface Difference {
        void at(@Nullable ZoneNode before, @Nullable ZoneNode after);
    }

    /** Walks this table and one of the same zone from before, in canonical order. */
    void forEachDifference(NodeTable before, Difference difference) {
        int i = 0;
        int j = 0;
        while (i < before.sorted.length || j < sorted.length) {
            ZoneNode old = i < before.sorted.length ? before.sorted[i] : null;
            ZoneNode now = j < sorted.length ? sorted[j] : null;
            int order = old == null ? 1 : now == null ? -1 : ORDER.compare(old.key, now.key);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (order != 0) {
                difference.at(order < 0 ? old : null, order < 0 ? null : now);
            } else if (old != null && now != null && !Arrays.equals(old.sets, now.sets)) {
                difference.at(old, now);
            }
        }
    }

    int size() {
        return sorted.length;
    }
}
