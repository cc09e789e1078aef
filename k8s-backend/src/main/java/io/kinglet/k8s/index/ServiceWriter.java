package io.kinglet.k8s.index;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.index.ServiceEntry.Facts;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PackedSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Services (or the ServiceImports) and their slices. Every method returns whether an answer may have changed: what is the
 * same as before is marked as seen and costs nothing. Writer only.
 */
final class ServiceWriter {

    private final boolean imported;
    private final Map<String, SliceState> slices = new HashMap<>();
    private boolean externalChanged;
    private int services;

    /** Services whose slices have changed, and the endpoints they had at the last publication. */
    private final Map<ServiceName, @Nullable EndpointSet> unsettled = new LinkedHashMap<>();

    /**
     * @param imported whether these are ServiceImports, which have no reverse names
     */
    ServiceWriter(boolean imported) {
        this.imported = imported;
    }

    boolean put(String namespace, String name, Facts facts, int mark, TableEdits edits) {
        ServiceEntry entry = entry(namespace, name, edits);
        entry.name().mark(mark);
        if (facts.equals(entry.facts())) {
            return false;
        }
        replace(entry, entry.with(facts), edits);
        return true;
    }

    boolean remove(String namespace, String name, TableEdits edits) {
        ServiceEntry entry =
                edits.service(imported, ServiceName.of(namespace, name).key());
        if (entry == null || !entry.exists()) {
            return false;
        }
        replace(entry, entry.with((Facts) null), edits);
        return true;
    }

    /** Services, without those of which only slices are known. */
    int services() {
        return services;
    }

    int slices() {
        return slices.size();
    }

    /** Whether something seen from outside has changed since this was asked last. */
    boolean takeExternalChanged() {
        boolean changed = externalChanged;
        externalChanged = false;
        return changed;
    }

    /** Removes every Service that list number {@code mark} has not seen. */
    boolean sweep(int mark, TableEdits edits) {
        List<ServiceEntry> gone = new ArrayList<>();
        edits.services(imported).forEach(entry -> {
            if (entry.exists() && entry.name().mark() != mark) {
                gone.add(entry);
            }
        });
        gone.forEach(entry -> replace(entry, entry.with((Facts) null), edits));
        return !gone.isEmpty();
    }

    /**
     * @param service whose slice it is; null for nobody's
     */
    boolean putSlice(
            String id, String namespace, @Nullable String service, PackedSlice packed, int mark, TableEdits edits) {
        SliceState known = slices.get(id);
        ServiceName owner =
                service == null || !ServiceName.isLabel(service) ? null : ServiceName.of(namespace, service);
        boolean moved =
                known != null && (owner == null || !Arrays.equals(known.owner().key(), owner.key()));
        if (moved) {
            removeSlice(id, edits);
        }
        if (owner == null) {
            return moved;
        }
        SliceState state = moved ? null : known;
        if (state != null && state.packed().sameAs(packed)) {
            state.mark(mark);
            return false;
        }
        ServiceEntry entry = entry(namespace, String.valueOf(service), edits);
        SliceState[] all = entry.slices();
        if (state == null) {
            state = new SliceState(id, entry.name(), packed);
            slices.put(id, state);
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = state;
        }
        state.packed(packed);
        state.mark(mark);
        setSlices(entry, all, edits);
        return true;
    }

    boolean removeSlice(String id, TableEdits edits) {
        SliceState state = slices.remove(id);
        ServiceEntry entry =
                state == null ? null : edits.service(imported, state.owner().key());
        if (state == null || entry == null) {
            return false;
        }
        SliceState[] rest =
                Arrays.stream(entry.slices()).filter(one -> one != state).toArray(SliceState[]::new);
        setSlices(entry, rest, edits);
        return true;
    }

    /** Removes every slice that list number {@code mark} has not seen. */
    boolean sweepSlices(int mark, TableEdits edits) {
        List<String> gone = new ArrayList<>();
        for (SliceState state : slices.values()) {
            if (state.mark() != mark) {
                gone.add(state.id());
            }
        }
        gone.forEach(id -> removeSlice(id, edits));
        return !gone.isEmpty();
    }

    private ServiceEntry entry(String namespace, String name, TableEdits edits) {
        ServiceName key = ServiceName.of(namespace, name);
        ServiceEntry entry = edits.service(imported, key.key());
        return entry != null ? entry : ServiceEntry.unknown(key);
    }

    private void store(ServiceEntry entry, TableEdits edits) {
        if (entry.isVoid()) {
            edits.services(imported).remove(entry.key());
        } else {
            edits.services(imported).put(entry);
        }
    }

    private void replace(ServiceEntry before, ServiceEntry after, TableEdits edits) {
        services += (after.exists() ? 1 : 0) - (before.exists() ? 1 : 0);
        store(after, edits);
        moveOutside(before, after, edits);
        if (imported || before.clusterIps().equals(after.clusterIps())) {
            return;
        }
        for (IpAddress address : before.clusterIps()) {
            AddressOwners.remove(edits.clusterIps(), address, before.name().alone());
            ReverseCounts.count(edits.reverseCounts(), address, -1);
        }
        for (IpAddress address : after.clusterIps()) {
            AddressOwners.add(edits.clusterIps(), address, before.name().alone());
            ReverseCounts.count(edits.reverseCounts(), address, 1);
        }
    }

    private void moveOutside(ServiceEntry before, ServiceEntry after, TableEdits edits) {
        if (!Objects.equals(before.outside(), after.outside())
                || after.outside() != null && !before.ports().equals(after.ports())) {
            externalChanged = true;
        }
        if (before.externalAddresses().equals(after.externalAddresses())) {
            return;
        }
        for (IpAddress address : before.externalAddresses()) {
            AddressOwners.remove(edits.externals(), address, before.name().alone());
            ReverseCounts.count(edits.externalCounts(), address, -1);
        }
        for (IpAddress address : after.externalAddresses()) {
            AddressOwners.add(edits.externals(), address, before.name().alone());
            ReverseCounts.count(edits.externalCounts(), address, 1);
        }
    }

    private void setSlices(ServiceEntry entry, SliceState[] all, TableEdits edits) {
        if (!unsettled.containsKey(entry.name())) {
            unsettled.put(entry.name(), entry.endpoints());
        }
        store(entry.with(all, entry.endpoints()), edits);
    }

    /**
     * Puts the slices of Services together that have changed since the last call, and moves the addresses that came or went: once
     * per publication, since a large Service has hundreds of slices and putting them together costs as much as all of them.
     */
    void settle(TableEdits edits) {
        unsettled.forEach((name, had) -> {
            ServiceEntry entry = edits.service(imported, name.key());
            // Under its name another may stand by now, which is settled by itself.
            boolean known = entry != null && entry.name() == name;
            EndpointSet has = null;
            if (entry != null && known) {
                has = entry.slices().length == 0 ? null : EndpointSet.of(name.key().length, packed(entry));
                store(entry.with(entry.slices(), has), edits);
            }
            if (!imported) {
                moveAddresses(name, had, has, edits);
            }
        });
        unsettled.clear();
    }

    private static List<PackedSlice> packed(ServiceEntry entry) {
        return Arrays.stream(entry.slices()).map(SliceState::packed).toList();
    }

    private static void moveAddresses(
            ServiceName name, @Nullable EndpointSet had, @Nullable EndpointSet has, TableEdits edits) {
        if (had != null) {
            for (IpAddress address : had.distinctAddresses()) {
                if (has == null || !has.contains(address)) {
                    AddressOwners.remove(edits.endpoints(), address, name.alone());
                    ReverseCounts.count(edits.reverseCounts(), address, -1);
                }
            }
        }
        if (has != null) {
            for (IpAddress address : has.distinctAddresses()) {
                if (had == null || !had.contains(address)) {
                    AddressOwners.add(edits.endpoints(), address, name.alone());
                    ReverseCounts.count(edits.reverseCounts(), address, 1);
                }
            }
        }
    }
}
