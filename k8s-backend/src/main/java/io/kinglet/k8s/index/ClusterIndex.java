package io.kinglet.k8s.index;

import io.kinglet.dns.index.AddressTable;
import io.kinglet.dns.index.NameTable;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Pod.Trait;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One version of the cluster. Immutable: a query that reads it once sees everything at the same moment. */
public final class ClusterIndex {

    private final IndexConfig config;
    private final Tables tables;
    private final Set<Kind> synced;
    private final boolean whole;
    private final int serial;
    private final int externalSerial;

    /** The tables a version is made of. */
    record Tables(
            NameTable<ServiceEntry> services,
            NameTable<ServiceEntry> imports,
            NameTable<NamespaceEntry> namespaces,
            AddressTable<ServiceName[]> clusterIps,
            AddressTable<ServiceName[]> endpoints,
            AddressTable<Integer> reverseCounts,
            AddressTable<NamespaceEntry[]> pods,
            AddressTable<ServiceName[]> externals,
            AddressTable<Integer> externalCounts) {

        static Tables empty() {
            return new Tables(
                    NameTable.empty(),
                    NameTable.empty(),
                    NameTable.empty(),
                    AddressTable.empty(),
                    AddressTable.empty(),
                    AddressTable.empty(),
                    AddressTable.empty(),
                    AddressTable.empty(),
                    AddressTable.empty());
        }
    }

    ClusterIndex(IndexConfig config, Tables tables, Set<Kind> synced, int serial, int externalSerial) {
        this.config = config;
        this.tables = tables;
        this.synced = Set.copyOf(synced);
        whole = synced.containsAll(config.kinds());
        this.serial = serial;
        this.externalSerial = externalSerial;
    }

    Tables tables() {
        return tables;
    }

    /** Whether every kind of the scope has been listed once. */
    public boolean synced() {
        return whole;
    }

    /** Whether the kind has been listed once, or is not read at all. */
    public boolean synced(Kind kind) {
        return !config.kinds().contains(kind) || synced.contains(kind);
    }

    /** Unix time of the last change that any answer depends on, in seconds, unsigned; 0 before the first. */
    public int serial() {
        return serial;
    }

    /** The same of what is seen from outside: Services that have addresses there. */
    public int externalSerial() {
        return externalSerial;
    }

    /**
     * The Service whose labels {@code SERVICE.NAMESPACE} are {@code lower[offset..offset+length)}; null when there is none, or its
     * namespace does not exist.
     */
    public @Nullable ServiceEntry service(byte[] lower, int offset, int length) {
        ServiceEntry entry = tables.services.get(lower, offset, length);
        return entry == null || !entry.exists() || !namespaceExists(entry.key(), entry.key()[0] + 1) ? null : entry;
    }

    /** The same of a ServiceImport. */
    public @Nullable ServiceEntry serviceImport(byte[] lower, int offset, int length) {
        ServiceEntry entry = tables.imports.get(lower, offset, length);
        return entry == null || !entry.exists() || !namespaceExists(entry.key(), entry.key()[0] + 1) ? null : entry;
    }

    /** Whether the namespace with this one label exists. */
    public boolean namespaceExists(byte[] lower, int offset) {
        return tables.namespaces.get(lower, offset, lower[offset] + 1) != null;
    }

    /** Whether a Pod of the namespace with this label has the address now. */
    public boolean hasPod(byte[] lower, int namespaceOffset, boolean v6, long high, long low) {
        NamespaceEntry[] owners = namespaceExists(lower, namespaceOffset) ? tables.pods.get(v6, high, low) : null;
        int end = namespaceOffset + lower[namespaceOffset] + 1;
        for (int i = 0; owners != null && i < owners.length; i++) {
            byte[] key = owners[i].key();
            if (Arrays.equals(key, 0, key.length, lower, namespaceOffset, end)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The namespace of the one Pod that has the address; empty where no Pod has it, several have, it is that of a node, or
     * Pods are not read.
     */
    public String podNamespace(IpAddress address) {
        NamespaceEntry owner = podAt(address);
        if (owner == null) {
            return "";
        }
        byte[] key = owner.key();
        return new String(key, 1, key[0], StandardCharsets.US_ASCII);
    }

    /** The name of that Pod; empty where there is none such, or names are not kept. */
    public String podName(IpAddress address) {
        NamespaceEntry owner = podAt(address);
        return owner == null ? "" : owner.pod();
    }

    private @Nullable NamespaceEntry podAt(IpAddress address) {
        NamespaceEntry[] owners = tables.pods.get(address.v6(), address.high(), address.low());
        return owners == null || owners.length != 1 || owners[0].has(Trait.HOST_NETWORK) ? null : owners[0];
    }

    /**
     * The namespace of the one Pod that has the address, as a label in wire format, if its stub resolver walks the search list of the
     * cluster's Pods; null where that is not certain. Allocates nothing; read only.
     */
    public byte @Nullable [] searchingNamespace(IpAddress address) {
        NamespaceEntry[] owners =
                synced(Kind.POD) ? tables.pods.get(address.v6(), address.high(), address.low()) : null;
        if (owners == null
                || owners.length != 1
                || owners[0].has(Trait.HOST_NETWORK)
                || owners[0].has(Trait.OWN_SEARCH_LIST)) {
            return null;
        }
        return owners[0].key();
    }

    /** The Service with this cluster IP; null when there is none. */
    public @Nullable ServiceEntry byClusterIp(boolean v6, long high, long low) {
        ServiceName[] owners = tables.clusterIps.get(v6, high, low);
        if (owners != null) {
            for (ServiceName owner : owners) {
                ServiceEntry entry = service(owner.key(), 0, owner.key().length);
                if (entry != null) {
                    return entry;
                }
            }
        }
        return null;
    }

    /** The Services with this address outside of the cluster; one address may be shared by ports of several. */
    public List<ServiceEntry> byExternalAddress(boolean v6, long high, long low) {
        ServiceName[] owners = tables.externals.get(v6, high, low);
        List<ServiceEntry> entries = new ArrayList<>(1);
        for (int i = 0; owners != null && i < owners.length; i++) {
            ServiceEntry entry = service(owners[i].key(), 0, owners[i].key().length);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Whether an address outside of the cluster begins with the prefix, which is not a whole address. */
    public boolean hasExternalBelow(ReverseName.Prefix prefix) {
        return ReverseCounts.any(tables.externalCounts, tables.externals, prefix);
    }

    /** How many Services may have a ready endpoint of this address. */
    public int owners(boolean v6, long high, long low) {
        ServiceName[] owners = tables.endpoints.get(v6, high, low);
        return owners == null ? 0 : owners.length;
    }

    /** Number {@code index} of those; null when it does not exist (its slices alone are known) or is an alias now. */
    public @Nullable ServiceEntry owner(boolean v6, long high, long low, int index) {
        ServiceName[] owners = tables.endpoints.get(v6, high, low);
        if (owners == null) {
            return null;
        }
        ServiceEntry entry = service(owners[index].key(), 0, owners[index].key().length);
        return entry == null || entry.isExternal() ? null : entry;
    }

    /** The Services with a ready endpoint of this address. */
    public List<ServiceEntry> byEndpoint(IpAddress address) {
        List<ServiceEntry> entries = new ArrayList<>();
        int owners = owners(address.v6(), address.high(), address.low());
        for (int i = 0; i < owners; i++) {
            ServiceEntry entry = owner(address.v6(), address.high(), address.low(), i);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Whether some address that has a PTR record begins with the prefix, which is not a whole address. */
    public boolean hasReverseBelow(ReverseName.Prefix prefix) {
        return ReverseCounts.any(tables.reverseCounts, tables.endpoints, prefix)
                || prefix.v6()
                        && prefix.bits() > 64
                        && ReverseCounts.any(tables.reverseCounts, tables.clusterIps, prefix);
    }

    /** Every Service, or every ServiceImport, whose namespace exists; by name. A new list, for the few who walk all of them. */
    public List<ServiceEntry> entries(boolean imported) {
        List<ServiceEntry> entries = new ArrayList<>();
        (imported ? tables.imports : tables.services).forEach(entry -> {
            if (entry.exists() && namespaceExists(entry.key(), entry.key()[0] + 1)) {
                entries.add(entry);
            }
        });
        entries.sort((one, other) -> Arrays.compare(one.key(), other.key()));
        return entries;
    }

    /** The keys of Services, or of ServiceImports, that are not what they were in another version of this index. */
    public Set<ByteBuffer> changedSince(ClusterIndex before, boolean imported) {
        Set<ByteBuffer> keys = new TreeSet<>();
        NameTable<ServiceEntry> now = imported ? tables.imports : tables.services;
        NameTable<ServiceEntry> then = imported ? before.tables.imports : before.tables.services;
        now.forEachDifference(then, key -> keys.add(ByteBuffer.wrap(key)));
        Set<ByteBuffer> namespaces = new HashSet<>();
        tables.namespaces.forEachDifference(before.tables.namespaces, key -> namespaces.add(ByteBuffer.wrap(key)));
        if (!namespaces.isEmpty()) {
            for (NameTable<ServiceEntry> table : List.of(now, then)) {
                table.forEach(entry -> {
                    byte[] key = entry.key();
                    if (namespaces.contains(ByteBuffer.wrap(key, key[0] + 1, key.length - key[0] - 1))) {
                        keys.add(ByteBuffer.wrap(key));
                    }
                });
            }
        }
        return keys;
    }

    /** Services and ServiceImports known. */
    public int services() {
        return tables.services.size() + tables.imports.size();
    }
}
