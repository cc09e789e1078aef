package io.kinglet.k8s.index;

import io.kinglet.dns.index.AddressTable;
import io.kinglet.dns.index.NameTable;
import io.kinglet.k8s.index.ClusterIndex.Tables;
import org.jspecify.annotations.Nullable;

/** Edits of the tables, opened when first needed: a batch copies only what it touches. Writer only. */
final class TableEdits {

    private final Tables base;
    private NameTable.@Nullable Edit<ServiceEntry> services;
    private NameTable.@Nullable Edit<ServiceEntry> imports;
    private NameTable.@Nullable Edit<NamespaceEntry> namespaces;
    private AddressTable.@Nullable Edit<ServiceName[]> clusterIps;
    private AddressTable.@Nullable Edit<ServiceName[]> endpoints;
    private AddressTable.@Nullable Edit<Integer> reverseCounts;
    private AddressTable.@Nullable Edit<NamespaceEntry[]> pods;
    private AddressTable.@Nullable Edit<ServiceName[]> externals;
    private AddressTable.@Nullable Edit<Integer> externalCounts;

    TableEdits(Tables base) {
        this.base = base;
    }

    /** The tables with every edit made so far. The edits must not be used afterwards. */
    Tables build() {
        return new Tables(
                services == null ? base.services() : services.build(),
                imports == null ? base.imports() : imports.build(),
                namespaces == null ? base.namespaces() : namespaces.build(),
                clusterIps == null ? base.clusterIps() : clusterIps.build(),
                endpoints == null ? base.endpoints() : endpoints.build(),
                reverseCounts == null ? base.reverseCounts() : reverseCounts.build(),
                pods == null ? base.pods() : pods.build(),
                externals == null ? base.externals() : externals.build(),
                externalCounts == null ? base.externalCounts() : externalCounts.build());
    }

    NameTable.Edit<ServiceEntry> services(boolean imported) {
        if (imported) {
            return imports == null ? imports = base.imports().edit() : imports;
        }
        return services == null ? services = base.services().edit() : services;
    }

    /** The entry of a name, without opening an edit. */
    @Nullable
    ServiceEntry service(boolean imported, byte[] key) {
        NameTable.Edit<ServiceEntry> edit = imported ? imports : services;
        return edit != null ? edit.get(key) : (imported ? base.imports() : base.services()).get(key);
    }

    NameTable.Edit<NamespaceEntry> namespaces() {
        return namespaces == null ? namespaces = base.namespaces().edit() : namespaces;
    }

    AddressTable.Edit<ServiceName[]> clusterIps() {
        return clusterIps == null ? clusterIps = base.clusterIps().edit() : clusterIps;
    }

    AddressTable.Edit<ServiceName[]> endpoints() {
        return endpoints == null ? endpoints = base.endpoints().edit() : endpoints;
    }

    AddressTable.Edit<ServiceName[]> externals() {
        return externals == null ? externals = base.externals().edit() : externals;
    }

    AddressTable.Edit<Integer> externalCounts() {
        return externalCounts == null ? externalCounts = base.externalCounts().edit() : externalCounts;
    }

    AddressTable.Edit<Integer> reverseCounts() {
        return reverseCounts == null ? reverseCounts = base.reverseCounts().edit() : reverseCounts;
    }

    AddressTable.Edit<NamespaceEntry[]> pods() {
        return pods == null ? pods = base.pods().edit() : pods;
    }
}
