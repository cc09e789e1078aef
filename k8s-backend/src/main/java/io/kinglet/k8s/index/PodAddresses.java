package io.kinglet.k8s.index;

import io.kinglet.dns.index.AddressTable;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Pod;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Which Pod has which addresses, so that they can be taken back. Writer only. */
final class PodAddresses {

    private static final class State {
        private final NamespaceEntry namespace;
        private List<IpAddress> addresses = List.of();
        private int mark;

        State(NamespaceEntry namespace) {
            this.namespace = namespace;
        }
    }

    private final Map<String, State> pods = new HashMap<>();

    /** Takes in a Pod; returns whether an address came or went. */
    boolean put(Pod pod, NamespaceEntry namespace, int mark, AddressTable.Edit<NamespaceEntry[]> edit) {
        State state = pods.computeIfAbsent(pod.namespace() + "/" + pod.name(), id -> new State(namespace));
        state.mark = mark;
        if (state.addresses.equals(pod.addresses())) {
            return false;
        }
        move(state, pod.addresses(), edit);
        return true;
    }

    boolean remove(String namespace, String name, AddressTable.Edit<NamespaceEntry[]> edit) {
        State state = pods.remove(namespace + "/" + name);
        if (state == null) {
            return false;
        }
        move(state, List.of(), edit);
        return true;
    }

    /** Forgets every Pod that list number {@code mark} has not seen. */
    boolean sweep(int mark, AddressTable.Edit<NamespaceEntry[]> edit) {
        boolean swept = false;
        for (Iterator<State> states = pods.values().iterator(); states.hasNext(); ) {
            State state = states.next();
            if (state.mark != mark) {
                move(state, List.of(), edit);
                states.remove();
                swept = true;
            }
        }
        return swept;
    }

    private static void move(State state, List<IpAddress> to, AddressTable.Edit<NamespaceEntry[]> edit) {
        for (IpAddress address : state.addresses) {
            AddressOwners.remove(edit, address, state.namespace.alone());
        }
        for (IpAddress address : to) {
            AddressOwners.add(edit, address, state.namespace.alone());
        }
        state.addresses = to;
    }
}
