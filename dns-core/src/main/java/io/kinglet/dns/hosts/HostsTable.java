package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.NameTable;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.wire.Query;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of hosts with an answer for each name, and for each address where these have names. Immutable. */
public final class HostsTable {

    private final NameTable<HostEntry> names;
    /** By the name behind the asterisk. */
    private final NameTable<HostEntry> wildcards;

    private final long records;

    private HostsTable(NameTable<HostEntry> names, NameTable<HostEntry> wildcards, long records) {
        this.names = names;
        this.wildcards = wildcards;
        this.records = records;
    }

    public static HostsTable empty() {
        return new HostsTable(NameTable.empty(), NameTable.empty(), 0);
    }

    /** Records that can be asked for, PTR records included. */
    public long records() {
        return records;
    }

    boolean isEmpty() {
        return records == 0;
    }

    /** The name that is listed, or a wildcard that stands for just one label; null when there is neither. */
    @Nullable
    HostEntry find(Query query) {
        byte[] lower = query.lowerQname();
        HostEntry entry = names.get(lower, 0, query.qnameLength());
        if (entry != null || wildcards.size() == 0 || query.labels() == 0) {
            return entry;
        }
        int parent = query.labelOffset(1);
        return wildcards.get(lower, parent, query.qnameLength() - parent);
    }

    /** Takes names one by one. Confined to one thread; used once. */
    public static final class Builder {

        /** Names, at most: with an address each they take some hundred megabytes. */
        static final int MOST_NAMES = 1_000_000;

        private static final byte ASTERISK = '*';

        private final List<DomainName> zones;
        private final boolean pointers;
        private final NameTable.Edit<HostDraft> names =
                NameTable.<HostDraft>empty().edit();
        private final NameTable.Edit<HostDraft> wildcards =
                NameTable.<HostDraft>empty().edit();
        private int size;
        private final Map<ByteBuffer, Answer> shared = new HashMap<>();
        private long records;

        public Builder(HostsConfig config) {
            zones = config.zones();
            pointers = config.pointers();
        }

        /**
         * Adds an address of a name, once however often it is listed. A name outside of the zones is not taken, nor one whose first
         * label is an asterisk into PTR records.
         *
         * @return whether there was room; without, the list is full
         */
        public boolean add(DomainName name, IpAddress listed) {
            if (zones.stream().noneMatch(name::isWithin)) {
                return true;
            }
            if (size >= MOST_NAMES) {
                return false;
            }
            IpAddress address = unmapped(listed);
            byte[] key = name.canonicalOctets();
            if (key.length > 1 && key[0] == 1 && key[1] == ASTERISK) {
                draft(wildcards, Arrays.copyOfRange(key, 2, key.length)).add(address);
                return true;
            }
            draft(names, key).add(address);
            if (pointers) {
                draft(names, ReverseName.of(address).canonicalOctets()).add(key);
            }
            return true;
        }

        /** RFC 4291 section 2.5.5.2: an IPv4 address that is written as an IPv6 one. */
        private static IpAddress unmapped(IpAddress address) {
            boolean mapped = address.v6() && address.high() == 0 && address.low() >>> 32 == 0xffff;
            return mapped ? IpAddress.v4((int) address.low()) : address;
        }

        private HostDraft draft(NameTable.Edit<HostDraft> drafts, byte[] key) {
            HostDraft draft = drafts.get(key);
            if (draft == null) {
                draft = new HostDraft(key);
                drafts.put(draft);
                size++;
            }
            return draft;
        }

        public HostsTable build() {
            return new HostsTable(table(names), table(wildcards), records);
        }

        private NameTable<HostEntry> table(NameTable.Edit<HostDraft> drafts) {
            NameTable.Edit<HostEntry> edit = NameTable.<HostEntry>empty().edit();
            drafts.forEach(draft -> {
                edit.put(draft.entry(shared));
                records += draft.records();
            });
            return edit.build();
        }
    }
}
