package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has an address, where who has it knows its own addresses: they are not kept a second time. Immutable; an edit copies the shards
 * that it touches and shares the others.
 *
 * @param <T> an immutable type, compared by identity
 */
final class AddressTable<T> {

    /** Whether something has an address, in the form of {@link IpAddress}, without making one. */
    @FunctionalInterface
    interface Holder<T> {
        boolean has(T thing, boolean v6, long high, long low);
    }

    private static final int SHARDS = 1024;
    private static final Shard NOTHING = new Shard(new int[1], new Object[1]);

    private final Holder<T> holder;
    private final Shard[] shards;

    private AddressTable(Holder<T> holder, Shard[] shards) {
        this.holder = holder;
        this.shards = shards;
    }

    static <T> AddressTable<T> empty(Holder<T> holder) {
        Shard[] shards = new Shard[SHARDS];
        Arrays.fill(shards, NOTHING);
        return new AddressTable<>(holder, shards);
    }

    /** All that have the address, each once, in no order. Any thread. */
    @SuppressWarnings("unchecked") // only things of type T are ever put
    List<T> at(boolean v6, long high, long low) {
        long hash = hash(v6, high, low);
        Object found = shards[shard(hash)].find((int) hash | 1);
        if (found == null) {
            return List.of();
        }
        if (!(found instanceof Object[] group)) {
            return holder.has((T) found, v6, high, low) ? List.of((T) found) : List.of();
        }
        List<T> all = new ArrayList<>(group.length);
        for (Object one : group) {
            if (holder.has((T) one, v6, high, low) && all.stream().noneMatch(other -> other == one)) {
                all.add((T) one);
            }
        }
        return all;
    }

    Edit<T> edit() {
        return new Edit<>(this);
    }

    private static int shard(long hash) {
        return (int) (hash >>> Long.SIZE - 10);
    }

    /** Neighbours in a subnet must not be neighbours in the table (Stafford's variant 13 of the MurmurHash3 finalizer). */
    private static long hash(boolean v6, long high, long low) {
        long hash = low + 0x9e3779b97f4a7c15L * (high + (v6 ? 1 : 0));
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }

    /**
     * Open addressing by a part of the hash, 0 where there is nothing. What has the same part stands together in an array: it is told
     * apart by its own addresses. One thing may stand there twice, for two addresses.
     */
    private record Shard(int[] tags, @Nullable Object[] things) {

        @Nullable
        Object find(int tag) {
            return things[slot(tag)];
        }

        private int slot(int tag) {
            int mask = tags.length - 1;
            int slot = tag >>> 1 & mask;
            while (tags[slot] != 0 && tags[slot] != tag) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private int used() {
            int used = 0;
            for (int tag : tags) {
                used += tag == 0 ? 0 : 1;
            }
            return used;
        }

        /** Of so many slots, without one tag; 0 to keep all. */
        Shard copy(int slots, int without) {
            Shard copy = new Shard(new int[slots], new Object[slots]);
            for (int i = 0; i < tags.length; i++) {
                if (tags[i] != 0 && tags[i] != without) {
                    int slot = copy.slot(tags[i]);
                    copy.tags[slot] = tags[i];
                    copy.things[slot] = things[i];
                }
            }
            return copy;
        }
    }

    /** Changes on the way to the next version. Confined to one thread. */
    static final class Edit<T> {

        private final AddressTable<T> before;
        private final Shard[] shards;
        private final boolean[] owned = new boolean[SHARDS];
        private boolean changed;

        private Edit(AddressTable<T> before) {
            this.before = before;
            shards = before.shards.clone();
        }

        void add(IpAddress address, T thing) {
            long hash = hash(address.v6(), address.high(), address.low());
            int tag = (int) hash | 1;
            Shard shard = own(hash, 0);
            int slot = shard.slot(tag);
            Object there = shard.things[slot];
            shard.tags[slot] = tag;
            if (there == null) {
                shard.things[slot] = thing;
            } else if (there instanceof Object[] group) {
                Object[] larger = Arrays.copyOf(group, group.length + 1);
                larger[group.length] = thing;
                shard.things[slot] = larger;
            } else {
                shard.things[slot] = new Object[] {there, thing};
            }
        }

        void remove(IpAddress address, T thing) {
            long hash = hash(address.v6(), address.high(), address.low());
            int tag = (int) hash | 1;
            Object there = shards[shard(hash)].find(tag);
            if (there == thing) {
                own(hash, tag);
            } else if (there instanceof Object[] group) {
                List<Object> rest = new ArrayList<>(Arrays.asList(group));
                for (int i = 0; i < rest.size(); i++) {
                    if (rest.get(i) == thing) {
                        rest.remove(i);
                        Shard shard = own(hash, 0);
                        shard.things[shard.slot(tag)] = rest.size() == 1 ? rest.get(0) : rest.toArray();
                        return;
                    }
                }
            }
        }

        /** The shard of a hash as one that may be changed: with room for one more, or without a tag. */
        private Shard own(long hash, int without) {
            int index = shard(hash);
            Shard shard = shards[index];
            int slots = shard.tags.length;
            int needed = (shard.used() + 1) * 4;
            if (without != 0) {
                shards[index] = shard.copy(needed < slots ? slots / 2 : slots, without);
            } else if (needed > slots * 3) {
                shards[index] = shard.copy(slots * 2, 0);
            } else if (!owned[index]) {
                shards[index] = new Shard(shard.tags.clone(), shard.things.clone());
            }
            owned[index] = true;
            changed = true;
            return shards[index];
        }

        /** The version made; the edit must not be used any more. */
        AddressTable<T> table() {
            return changed ? new AddressTable<>(before.holder, shards) : before;
        }
    }
}
