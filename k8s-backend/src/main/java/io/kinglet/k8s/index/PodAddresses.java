package io.kinglet.k8s.index;

import io.kinglet.dns.index.AddressTable;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.index.PodRows.Row;
import io.kinglet.k8s.model.Pod;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which Pod has which addresses, so that they can be taken back: a row for each, no object. Pods without an address take nothing.
 * Writer only.
 */
final class PodAddresses {

    /** Many small tables, each of which grows by itself: there is never a second copy of them all. */
    private static final int SHARD_BITS = 8;

    private final PodRows[] v4 = shards(false);
    private final PodRows[] v6 = shards(true);
    private final PodNamespaces namespaces;

    /**
     * @param named whether it is kept what Pods are called
     */
    PodAddresses(boolean named) {
        namespaces = new PodNamespaces(named);
    }

    private static PodRows[] shards(boolean isV6) {
        PodRows[] shards = new PodRows[1 << SHARD_BITS];
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new PodRows(isV6);
        }
        return shards;
    }

    /** Takes in a Pod; returns whether an address came or went. */
    boolean put(Pod pod, Supplier<AddressTable.Edit<NamespaceEntry[]>> edit) {
        PodId id = PodId.of(pod.namespace(), pod.name());
        // Rows of a namespace that is not its own are of the time when it had other traits.
        boolean changed = removeOthers(id, pod.addresses(), namespaces.number(pod), edit);
        for (IpAddress address : pod.addresses()) {
            PodRows rows = shard(address.v6() ? v6 : v4, id);
            if (!rows.see(id, address)) {
                int namespace = namespaces.enter(pod);
                rows.add(id, new Row(namespace, address));
                AddressOwners.add(edit.get(), address, namespaces.alone(namespace));
                changed = true;
            }
        }
        return changed;
    }

    boolean remove(String namespace, String name, Supplier<AddressTable.Edit<NamespaceEntry[]>> edit) {
        return removeOthers(PodId.of(namespace, name), List.of(), -1, edit);
    }

    private boolean removeOthers(
            PodId id, List<IpAddress> kept, int namespace, Supplier<AddressTable.Edit<NamespaceEntry[]>> edit) {
        boolean removed = false;
        for (PodRows[] family : List.of(v4, v6)) {
            PodRows rows = shard(family, id);
            for (Row gone = rows.removeOther(id, kept, namespace);
                    gone != null;
                    gone = rows.removeOther(id, kept, namespace)) {
                takeBack(gone, edit.get());
                removed = true;
            }
        }
        return removed;
    }

    /** Addresses of one family, which is how many Pods there are but for those with several or none. */
    int size() {
        int sum4 = 0;
        int sum6 = 0;
        for (int i = 0; i < v4.length; i++) {
            sum4 += v4[i].size();
            sum6 += v6[i].size();
        }
        return Math.max(sum4, sum6);
    }

    /** A new list begins: no Pod has been seen in it yet. */
    void listStarted() {
        for (int i = 0; i < v4.length; i++) {
            v4[i].forget();
            v6[i].forget();
        }
    }

    /** Forgets every Pod that has not been put since {@link #listStarted}. */
    boolean sweep(Supplier<AddressTable.Edit<NamespaceEntry[]>> edit) {
        boolean swept = false;
        for (int i = 0; i < v4.length; i++) {
            swept |= v4[i].sweep(gone -> takeBack(gone, edit.get()));
            swept |= v6[i].sweep(gone -> takeBack(gone, edit.get()));
        }
        return swept;
    }

    private void takeBack(Row gone, AddressTable.Edit<NamespaceEntry[]> edit) {
        AddressOwners.remove(edit, gone.address(), namespaces.alone(gone.namespace()));
        namespaces.leave(gone.namespace());
    }

    private static PodRows shard(PodRows[] family, PodId id) {
        return family[(int) (id.high() >>> Long.SIZE - SHARD_BITS)];
    }
}
