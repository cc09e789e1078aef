package io.kinglet.dns.talkers;

import java.util.Arrays;

/**
 * The keys that are met most often, in a fixed number of places: Space-Saving (Metwally, Agrawal, El Abbadi 2005). A key without a
 * place takes that of the least one and inherits its count, noted down as what the new count may be too high by. Of a total of N in
 * m places no count is wrong by more than N/m, and every key met more often than that has one.
 *
 * <pre>
 *   hash --> heads --> next --> place: key, count, excess        heap of places: the least count on top
 * </pre>
 *
 * <p>All memory is taken at once; nothing allocates afterwards. Confined to whoever holds the {@link Notes}.
 */
final class HeavyHitters {

    /** Takes what is there. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param count the most that it may be
         * @param excess by how much that may be too high
         */
        void visit(byte[] keys, int offset, int length, long count, long excess);
    }

    private static final int NONE = -1;

    private final int places;
    private final int longest;
    private final byte[] keys;
    private final short[] lengths;
    private final int[] hashes;
    private final long[] counts;
    private final long[] excesses;
    private final int[] heads;
    private final int[] next;
    private final int[] heap;
    private final int[] heapIndex;
    private int used;

    /**
     * @param places how many keys are kept
     * @param longest octets of a key at most
     */
    HeavyHitters(int places, int longest) {
        this.places = places;
        this.longest = longest;
        keys = new byte[places * longest];
        lengths = new short[places];
        hashes = new int[places];
        counts = new long[places];
        excesses = new long[places];
        heads = new int[Integer.highestOneBit(places) * 2];
        next = new int[places];
        heap = new int[places];
        heapIndex = new int[places];
        Arrays.fill(heads, NONE);
    }

    /** Octets that one with so many places takes, but for a few dozen. */
    static long octets(int places, int longest) {
        return (long) places * (longest + Short.BYTES + 4 * Integer.BYTES + 2 * Long.BYTES)
                + (long) Integer.highestOneBit(places) * 2 * Integer.BYTES;
    }

    /**
     * Counts a key.
     *
     * @param hash of the key, all bits usable
     * @param weight how many it stands for
     */
    void add(byte[] source, int length, int hash, long weight) {
        int place = find(source, length, hash);
        if (place != NONE) {
            counts[place] += weight;
            sink(heapIndex[place]);
            return;
        }
        if (used < places) {
            place = used++;
            put(place, source, length, hash, weight, 0);
            settle(used - 1, place);
            rise(used - 1);
        } else {
            place = heap[0];
            unlink(place);
            put(place, source, length, hash, counts[place] + weight, counts[place]);
            sink(0);
        }
    }

    /** Forgets all. */
    void clear() {
        used = 0;
        Arrays.fill(heads, NONE);
    }

    void forEach(Visitor visitor) {
        for (int place = 0; place < used; place++) {
            visitor.visit(keys, place * longest, lengths[place], counts[place], excesses[place]);
        }
    }

    private int find(byte[] source, int length, int hash) {
        for (int place = heads[hash & heads.length - 1]; place != NONE; place = next[place]) {
            int offset = place * longest;
            if (hashes[place] == hash
                    && lengths[place] == length
                    && Arrays.equals(keys, offset, offset + length, source, 0, length)) {
                return place;
            }
        }
        return NONE;
    }

    private void put(int place, byte[] source, int length, int hash, long count, long excess) {
        System.arraycopy(source, 0, keys, place * longest, length);
        lengths[place] = (short) length;
        hashes[place] = hash;
        counts[place] = count;
        excesses[place] = excess;
        int head = hash & heads.length - 1;
        next[place] = heads[head];
        heads[head] = place;
    }

    private void unlink(int place) {
        int head = hashes[place] & heads.length - 1;
        if (heads[head] == place) {
            heads[head] = next[place];
            return;
        }
        int before = heads[head];
        while (next[before] != place) {
            before = next[before];
        }
        next[before] = next[place];
    }

    private void settle(int index, int place) {
        heap[index] = place;
        heapIndex[place] = index;
    }

    private void rise(int from) {
        int index = from;
        int place = heap[index];
        while (index > 0 && counts[heap[(index - 1) / 2]] > counts[place]) {
            settle(index, heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        settle(index, place);
    }

    private void sink(int from) {
        int index = from;
        int place = heap[index];
        while (2 * index + 1 < used) {
            int child = 2 * index + 1;
            if (child + 1 < used && counts[heap[child + 1]] < counts[heap[child]]) {
                child++;
            }
            if (counts[heap[child]] >= counts[place]) {
                break;
            }
            settle(index, heap[child]);
            index = child;
        }
        settle(index, place);
    }
}
