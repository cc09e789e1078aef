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

    /** Shards of an empty table. */
    private static final int FEWEST = 16;

    /** Shards of a big table: every edit copies the list of them. */
    private static final int MOST = 1 << SHARD_BITS;

    /** Names per shard above which there are more shards, up to the most: an edit copies every shard it touches. */
    private static final int CROWD = 32;

    /**
     * Open addressing. Beside each entry stands a part of its hash, 0 where there is none: what is passed by on the way to an entry
     * is told from it without being touched, and memory that is touched is what a search costs. Changed only by the edit that made
     * it, before it is published.
     */
    private record Shard(int[] tags, @Nullable Entry[] entries) {

        static Shard ofSize(int slots) {
            return new Shard(new int[slots], new Entry[slots]);
        }

        @Nullable
        Entry find(long hash, byte[] octets, int offset, int length) {
            int mask = tags.length - 1;
            int wanted = tag(hash);
            for (int slot = (int) hash & mask; ; slot = slot + 1 & mask) {
                int tag = tags[slot];
                if (tag == 0) {
                    return null;
                }
                if (tag == wanted) {
                    Entry entry = entries[slot];
                    byte[] key = entry.key();
                    if (key.length == length && Arrays.equals(key, 0, length, octets, offset, offset + length)) {
                        return entry;
                    }
                }
            }
        }

        private static int tag(long hash) {
            return (int) (hash >>> Integer.SIZE - SHARD_BITS) | 1;
        }

        /** Puts the entry; whether there was none of its name. */
        boolean put(long hash, Entry entry) {
            int mask = tags.length - 1;
            int slot = (int) hash & mask;
            while (tags[slot] != 0 && !Arrays.equals(entries[slot].key(), entry.key())) {
                slot = slot + 1 & mask;
            }
            boolean fresh = tags[slot] == 0;
            tags[slot] = tag(hash);
            entries[slot] = entry;
            return fresh;
        }

        /** Whether one more entry would leave fewer than a quarter of the slots free: a search must always meet a free one. */
        boolean crowded() {
            int used = 1;
            for (int tag : tags) {
                used += tag == 0 ? 0 : 1;
            }
            return used * 4 > tags.length * 3;
        }

        Shard copy() {
            return new Shard(tags.clone(), entries.clone());
        }

        Shard rehashed(int slots, @Nullable Entry without) {
            Shard to = ofSize(slots);
            for (Entry entry : entries) {
                if (entry != null && entry != without) {
                    to.put(Octets.hash(entry.key(), 0, entry.key().length), entry);
                }
            }
            return to;
        }
    }

    private static final @Nullable Entry[] NOTHING = {};

    private final Shard[] shards;
    private final int size;

    private NameTable(Shard[] shards, int size) {
        this.shards = shards;
        this.size = size;
    }

    public static <E extends Entry> NameTable<E> empty() {
        return new NameTable<>(shards(FEWEST), 0);
    }

    private static Shard[] shards(int count) {
        Shard[] shards = new Shard[count];
        Arrays.fill(shards, Shard.ofSize(1));
        return shards;
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

    /**
     * Calls {@code each} with every name whose entry is not the same object in both tables. Of tables of which one was made from the
     * other by a few edits, only what was edited is looked at.
     */
    public void forEachDifference(NameTable<E> other, Consumer<byte[]> each) {
        boolean alike = shards.length == other.shards.length;
        for (int i = 0; i < Math.max(shards.length, other.shards.length); i++) {
            if (!alike || shards[i] != other.shards[i]) {
                differences(i, this, other, true, each);
                differences(i, other, this, false, each);
            }
        }
    }

    /** Names in shard {@code i} of one table, where it has so many: those of other entries, and those the other table lacks. */
    private static <E extends Entry> void differences(
            int i, NameTable<E> one, NameTable<E> other, boolean others, Consumer<byte[]> each) {
        for (Entry entry : i < one.shards.length ? one.shards[i].entries : NOTHING) {
            Entry counterpart = entry == null ? null : other.get(entry.key());
            if (entry != null && (counterpart == null || others && counterpart != entry)) {
                each.accept(entry.key());
            }
        }
    }

    @SuppressWarnings("unchecked") // only entries of type E are ever put
    private static <E extends Entry> void forEach(Shard[] shards, Consumer<? super E> each) {
        for (Shard shard : shards) {
            for (Entry entry : shard.entries) {
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

    private static @Nullable Entry find(Shard[] shards, byte[] octets, int offset, int length) {
        long hash = Octets.hash(octets, offset, length);
        return shards[shard(hash, shards.length)].find(hash, octets, offset, length);
    }

    /** The top bits of the hash; a search within the shard uses others. */
    private static int shard(long hash, int shards) {
        return (int) (hash >>> Long.SIZE - SHARD_BITS) & shards - 1;
    }

    /** Changes on the way to the next version. Confined to one thread. */
    public static final class Edit<E extends Entry> {

        private Shard[] shards;
        private boolean[] owned;
        private int size;

        private Edit(NameTable<E> table) {
            shards = table.shards.clone();
            owned = new boolean[shards.length];
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
            if (size >= CROWD * shards.length && shards.length < MOST) {
                spread();
            }
            put(Octets.hash(entry.key(), 0, entry.key().length), entry);
        }

        /** Over four times as many shards. */
        private void spread() {
            Shard[] crowded = shards;
            shards = shards(4 * crowded.length);
            owned = new boolean[shards.length];
            size = 0;
            NameTable.forEach(crowded, entry -> put(Octets.hash(entry.key(), 0, entry.key().length), entry));
        }

        private void put(long hash, Entry entry) {
            int index = shard(hash, shards.length);
            Shard shard = shards[index];
            if (shard.crowded()) {
                shards[index] = shard.rehashed(shard.tags.length * 2, null);
            } else if (!owned[index]) {
                shards[index] = shard.copy();
            }
            owned[index] = true;
            size += shards[index].put(hash, entry) ? 1 : 0;
        }

        /** Removes the entry with this name, if there is one. */
        public void remove(byte[] name) {
            Entry entry = find(shards, name, 0, name.length);
            if (entry != null) {
                int index = shard(Octets.hash(name, 0, name.length), shards.length);
                shards[index] = shards[index].rehashed(shards[index].tags.length, entry);
                owned[index] = true;
                size--;
            }
        }

        /** The new version. The edit must not be used afterwards. */
        public NameTable<E> build() {
            return new NameTable<>(shards, size);
        }
    }
}
