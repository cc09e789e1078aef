package io.kinglet.k8s.index;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.index.ServiceEntry.Facts;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PackedSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Services (or the ServiceImports) and their slices. Every method returns whether an answer may have changed: what is the
 * same as before is marked as seen and costs nothing. Writer only.
 */
final class ServiceWriter {

    private final boolean imported;
    private final Map<String, SliceState> slices = new HashMap<>();

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
        PackedSlice before = state == null ? PackedSlice.EMPTY : state.packed();
        SliceState[] all = entry.slices();
        if (state == null) {
            state = new SliceState(id, entry.name(), packed);
            slices.put(id, state);
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = state;
        }
        state.packed(packed);
        state.mark(mark);
        setSlices(entry, all, before, packed, edits);
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
        setSlices(entry, rest, state.packed(), PackedSlice.EMPTY, edits);
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
        store(after, edits);
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

    /** Stores the entry with these slices, of which one has changed, and moves the addresses that came or went with it. */
    private void setSlices(
            ServiceEntry entry, SliceState[] all, PackedSlice before, PackedSlice after, TableEdits edits) {
        List<PackedSlice> packed = Arrays.stream(all).map(SliceState::packed).toList();
        EndpointSet had = entry.endpoints();
        EndpointSet has = all.length == 0 ? null : EndpointSet.of(entry.key().length, packed);
        store(entry.with(all, has), edits);
        if (imported) {
            return;
        }
        for (IpAddress address : addresses(before)) {
            if (has == null || !has.contains(address)) {
                AddressOwners.remove(edits.endpoints(), address, entry.name().alone());
                ReverseCounts.count(edits.reverseCounts(), address, -1);
            }
        }
        for (IpAddress address : addresses(after)) {
            if (had == null || !had.contains(address)) {
                AddressOwners.add(edits.endpoints(), address, entry.name().alone());
                ReverseCounts.count(edits.reverseCounts(), address, 1);
            }
        }
    }

    private static Set<IpAddress> addresses(PackedSlice slice) {
        Set<IpAddress> addresses = new HashSet<>();
        for (int i = 0; i < slice.size(); i++) {
            addresses.add(slice.address(i));
        }
        return addresses;
    }
}
