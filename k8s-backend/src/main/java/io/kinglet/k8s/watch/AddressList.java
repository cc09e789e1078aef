package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads arrays of addresses. Stateless. */
final class AddressList {

    private AddressList() {}

    /** The addresses in an array of strings; any that is none is a defect. */
    static List<IpAddress> read(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<IpAddress> addresses = new ArrayList<>(2);
        while (cursor.element()) {
            add(cursor, addresses);
        }
        return addresses;
    }

    /** Adds the address in the string here; null and the empty string are none. */
    static void add(Cursor cursor, List<IpAddress> addresses) {
        String text = cursor.text();
        if (text == null || text.isEmpty()) {
            return;
        }
        IpAddress address = IpAddress.parse(text);
        if (address == null) {
            cursor.defect("no address: " + Names.shown(text));
        } else {
            addresses.add(address);
        }
    }
}
