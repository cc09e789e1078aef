package io.kinglet.k8s.schema;

import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of endpoint numbers, equal keys allowed. Small sets have none: walking them is as quick, and they are the many.
 *
 * @param slots endpoint number + 1, 0 for free; null for a set that is walked
 */
record EndpointSlots(int size, int @Nullable [] slots) {

    static final int WALKED = 16;

    static final EndpointSlots NONE = new EndpointSlots(0, null);

    /**
     * @param hash of an endpoint; 0 leaves it out
     */
    static EndpointSlots of(int size, IntToLongFunction hash) {
        if (size <= WALKED) {
            return new EndpointSlots(size, null);
        }
        int[] slots = new int[Integer.highestOneBit(size * 2) << 1];
        for (int e = 0; e < size; e++) {
            long key = hash.applyAsLong(e);
            if (key == 0) {
                continue;
            }
            int slot = (int) key & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = e + 1;
        }
        return new EndpointSlots(size, slots);
    }

    /** Where a search for a key begins. */
    int start(long hash) {
        return slots == null ? 0 : (int) hash & slots.length - 1;
    }

    /** The endpoint at a place of the search; -1 when the search is over. */
    int at(int place) {
        if (slots == null) {
            return place < size ? place : -1;
        }
        return slots[place & slots.length - 1] - 1;
    }
}
