package io.kinglet.k8s.index;

import io.kinglet.dns.index.AddressTable;
import io.kinglet.dns.name.IpAddress;
import java.util.Arrays;

/** Edits of tables whose value is an array of owners: nearly always one, and then an array shared by all its addresses. Stateless. */
final class AddressOwners {

    private AddressOwners() {}

    /**
     * Adds an owner; equal owners may stand there more than once.
     *
     * @param alone the owner as an array of its own
     */
    static <O> void add(AddressTable.Edit<O[]> edit, IpAddress address, O[] alone) {
        O[] before = edit.get(address);
        if (before == null) {
            edit.put(address, alone);
        } else {
            O[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = alone[0];
            edit.put(address, after);
        }
    }

    /** Takes one occurrence of an owner away. */
    static <O> void remove(AddressTable.Edit<O[]> edit, IpAddress address, O[] alone) {
        O[] before = edit.get(address);
        int at = before == null ? -1 : Arrays.asList(before).indexOf(alone[0]);
        if (before == null || at < 0) {
            return;
        }
        if (before.length == 1) {
            edit.remove(address);
            return;
        }
        O[] after = Arrays.copyOf(before, before.length - 1);
        System.arraycopy(before, at + 1, after, at, before.length - at - 1);
        edit.put(address, after);
    }
}
