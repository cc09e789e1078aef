package io.kinglet.dns.index;

import io.kinglet.dns.name.Octets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries found by name, immutable. The name is any span of octets in lower case; it is kept by the entry alone.
 *
 * @param <E> an immutable type
 */
public final class NameTable<E extends NameTable.Entry> {

    /** Something with a name. */
    public interface Entry {
        /** The name, in lower case. The array must never change. */
        byte[] key();
    }

    static final int SHARD_BITS = 10;
    private static final int SHARDS = 1 << SHARD_BITS;
    private static final Entry[] NONE = new Entry[1];

    private final Entry[][] shards;
    private final int size;

    private NameTable(Entry[][] shards, int size) {
        this.shards = shards;
        this.size = size;
    }

    public static <E extends Entry> NameTable<E> empty() {
        Entry[][] shards = new Entry[SHARDS][];
        Arrays.fill(shards, NONE);
        return new NameTable<>(shards, 0);
    }

    public int size() {
        return size;
    }

    /** The entry whose name is {@code octets[offset..offset+length)}, in lower case; null when there is none. Any thread. */
    @SuppressWarnings("unchecked") // only entries of type E are ever put
    public @Nullable E get(byte[] octets, int offset, int length) {
        return (E) find(shards, octets, offset, length);
    }

    public @Nullable E get(byte[] name) {
        return get(name, 0, name.length);
    }

    /** Calls {@code each} for every entry, in no order. */
    public void forEach(Consumer<? super E> each) {
        forEach(shards, each);
    }

    @SuppressWarnings("unchecked") // only entries of type E are ever put
    private static <E extends Entry> void forEach(Entry[][] shards, Consumer<? super E> each) {
        for (Entry[] shard : shards) {
            for (Entry entry : shard) {
                if (entry != null) {
                    each.accept((E) entry);
                }
            }
        }
    }

    /** Starts an edit of this version, which itself stays as it is. */
    public Edit<E> edit() {
        return new Edit<>(this);
    }

    private static @Nullable Entry find(Entry[][] shards, byte[] octets, int offset, int length) {
        long hash = Octets.hash(octets, offset, length);
        Entry[] shard = shards[shard(hash)];
        int mask = shard.length - 1;
        for (int slot = (int) hash & mask; ; slot = slot + 1 & mask) {
            Entry entry = shard[slot];
            if (entry == null) {
                return null;
            }
            byte[] key = entry.key();
            if (key.length == length && Arrays.equals(key, 0, length, octets, offset, offset + length)) {
                return entry;
            }
        }
    }

    private static int shard(long hash) {
        return (int) (hash >>> Long.SIZE - SHARD_BITS);
    }

    /** Changes on the way to the next version. Confined to one thread. */
    public static final class Edit<E extends Entry> {

        private final Entry[][] shards;
        private final boolean[] owned = new boolean[SHARDS];
        private int size;

        private Edit(NameTable<E> table) {
            shards = table.shards.clone();
            size = table.size;
        }

        /** As {@link NameTable#get}, of the version being made. */
        @SuppressWarnings("unchecked") // only entries of type E are ever put
        public @Nullable E get(byte[] name) {
            return (E) find(shards, name, 0, name.length);
        }

        /** As {@link NameTable#forEach}, of the version being made, which {@code each} must not change. */
        public void forEach(Consumer<? super E> each) {
            NameTable.forEach(shards, each);
        }

        /** Adds the entry, in place of one with the same name. */
        public void put(E entry) {
            byte[] key = entry.key();
            long hash = Octets.hash(key, 0, key.length);
            int index = shard(hash);
            Entry[] shard = own(index);
            int mask = shard.length - 1;
            int slot = (int) hash & mask;
            while (shard[slot] != null && !Arrays.equals(shard[slot].key(), key)) {
                slot = slot + 1 & mask;
            }
            if (shard[slot] == null) {
                size++;
            }
            shard[slot] = entry;
            if (crowded(shard)) {
                shards[index] = rehash(shard, shard.length * 2, null);
            }
        }

        /** Removes the entry with this name, if there is one. */
        public void remove(byte[] name) {
            Entry entry = find(shards, name, 0, name.length);
            if (entry != null) {
                int index = shard(Octets.hash(name, 0, name.length));
                shards[index] = rehash(shards[index], shards[index].length, entry);
                owned[index] = true;
                size--;
            }
        }

        /** The new version. The edit must not be used afterwards. */
        public NameTable<E> build() {
            return new NameTable<>(shards, size);
        }

        private Entry[] own(int index) {
            if (!owned[index]) {
                owned[index] = true;
                shards[index] = crowded(shards[index])
                        ? rehash(shards[index], shards[index].length * 2, null)
                        : shards[index].clone();
            }
            return shards[index];
        }

        /** Whether one more entry would leave fewer than a quarter of the slots free: a search must always meet a free one. */
        private static boolean crowded(Entry[] shard) {
            int used = 1;
            for (Entry entry : shard) {
                used += entry == null ? 0 : 1;
            }
            return used * 4 > shard.length * 3;
        }

        private static Entry[] rehash(Entry[] from, int length, @Nullable Entry without) {
            Entry[] to = new Entry[length];
            for (Entry entry : from) {
                if (entry != null && entry != without) {
                    int slot = (int) Octets.hash(entry.key(), 0, entry.key().length) & length - 1;
                    while (to[slot] != null) {
                        slot = slot + 1 & length - 1;
                    }
                    to[slot] = entry;
                }
            }
            return to;
        }
    }
}
