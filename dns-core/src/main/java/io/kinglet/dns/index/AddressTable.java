package io.kinglet.dns.index;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.Octets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values found by IP address, immutable. An IPv4 key costs eight octets, an IPv6 key sixteen.
 *
 * @param <V> an immutable type
 */
public final class AddressTable<V> {

    private static final int SHARDS = 1 << NameTable.SHARD_BITS;

    /** Keys and values of one shard, open addressing. Changed only by the edit that made it, before it is published. */
    private record Shard(long[] keys, @Nullable Object[] values) {

        static Shard ofSize(int slots, int words) {
            return new Shard(new long[slots * words], new Object[slots]);
        }

        /** The slot of the key, or the free slot where it would go. */
        int slot(long high, long low, boolean v6) {
            int mask = values.length - 1;
            int slot = (int) Octets.hash(high, low) & mask;
            while (values[slot] != null && !holds(slot, high, low, v6)) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private boolean holds(int slot, long high, long low, boolean v6) {
            return v6 ? keys[2 * slot] == high && keys[2 * slot + 1] == low : keys[slot] == low;
        }

        void set(int slot, long high, long low, boolean v6, Object value) {
            if (v6) {
                keys[2 * slot] = high;
                keys[2 * slot + 1] = low;
            } else {
                keys[slot] = low;
            }
            values[slot] = value;
        }

        Shard resized(int slots, boolean v6, int without) {
            Shard next = ofSize(slots, v6 ? 2 : 1);
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value != null && i != without) {
                    long high = v6 ? keys[2 * i] : 0;
                    long low = v6 ? keys[2 * i + 1] : keys[i];
                    next.set(next.slot(high, low, v6), high, low, v6, value);
                }
            }
            return next;
        }

        int used() {
            int used = 0;
            for (Object value : values) {
                used += value == null ? 0 : 1;
            }
            return used;
        }
    }

    /** A question about an IPv6 address. */
    public interface Matcher {
        boolean matches(long high, long low);
    }

    private final Shard[] v4;
    private final Shard[] v6;

    private AddressTable(Shard[] v4, Shard[] v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    public static <V> AddressTable<V> empty() {
        Shard[] v4 = new Shard[SHARDS];
        Shard[] v6 = new Shard[SHARDS];
        Arrays.fill(v4, Shard.ofSize(1, 1));
        Arrays.fill(v6, Shard.ofSize(1, 2));
        return new AddressTable<>(v4, v6);
    }

    /** The value of an address, given as {@link IpAddress} gives it; null when there is none. Any thread. */
    @SuppressWarnings("unchecked") // only values of type V are ever put
    public @Nullable V get(boolean isV6, long high, long low) {
        Shard shard = (isV6 ? v6 : v4)[shard(high, low)];
        return (V) shard.values[shard.slot(high, low, isV6)];
    }

    public @Nullable V get(IpAddress address) {
        return get(address.v6(), address.high(), address.low());
    }

    /** Whether any IPv6 address matches; walks the table. Allocates nothing. */
    public boolean anyV6(Matcher matcher) {
        for (Shard shard : v6) {
            for (int i = 0; i < shard.values.length; i++) {
                if (shard.values[i] != null && matcher.matches(shard.keys[2 * i], shard.keys[2 * i + 1])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Starts an edit of this version, which itself stays as it is. */
    public Edit<V> edit() {
        return new Edit<>(this);
    }

    private static int shard(long high, long low) {
        return (int) (Octets.hash(high, low) >>> Long.SIZE - NameTable.SHARD_BITS);
    }

    /** Changes on the way to the next version. Confined to one thread. */
    public static final class Edit<V> {

        private final Shard[] v4;
        private final Shard[] v6;
        private final boolean[] owned = new boolean[2 * SHARDS];

        private Edit(AddressTable<V> table) {
            v4 = table.v4.clone();
            v6 = table.v6.clone();
        }

        /** As {@link AddressTable#get}, of the version being made. */
        @SuppressWarnings("unchecked") // only values of type V are ever put
        public @Nullable V get(IpAddress address) {
            Shard shard = shards(address)[shard(address.high(), address.low())];
            return (V) shard.values[shard.slot(address.high(), address.low(), address.v6())];
        }

        /** Sets the value of an address. */
        public void put(IpAddress address, V value) {
            boolean isV6 = address.v6();
            int index = shard(address.high(), address.low());
            Shard shard = shards(address)[index];
            int mine = isV6 ? SHARDS + index : index;
            // A quarter of the slots stays free: a search must always meet a free one.
            boolean full = (shard.used() + 1) * 4 > shard.values.length * 3;
            if (!owned[mine] || full) {
                shard = shard.resized(full ? shard.values.length * 2 : shard.values.length, isV6, -1);
                shards(address)[index] = shard;
                owned[mine] = true;
            }
            int slot = shard.slot(address.high(), address.low(), isV6);
            shard.set(slot, address.high(), address.low(), isV6, value);
        }

        /** Forgets an address, if it is known. */
        public void remove(IpAddress address) {
            boolean isV6 = address.v6();
            int index = shard(address.high(), address.low());
            Shard shard = shards(address)[index];
            int slot = shard.slot(address.high(), address.low(), isV6);
            if (shard.values[slot] != null) {
                shards(address)[index] = shard.resized(shard.values.length, isV6, slot);
                owned[isV6 ? SHARDS + index : index] = true;
            }
        }

        /** The new version. The edit must not be used afterwards. */
        public AddressTable<V> build() {
            return new AddressTable<>(v4, v6);
        }

        private Shard[] shards(IpAddress address) {
            return address.v6() ? v6 : v4;
        }
    }
}
