package io.kinglet.dns.bench;

import io.kinglet.dns.index.NameTable;
import io.kinglet.dns.name.DomainName;
import java.util.Random;

/** Names of Services, and queries about them as most stub resolvers send them. */
final class Names {

    private static final byte[] OPT = {0, 0, 41, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0};

    /** An entry that is only its name. */
    record Entry(byte[] key) implements NameTable.Entry {}

    private Names() {}

    static byte[] name(int service) {
        return DomainName.parse("svc-" + service + ".ns-" + service % 100 + ".svc.cluster.local.")
                .canonicalOctets();
    }

    static NameTable<Entry> table(int names) {
        NameTable.Edit<Entry> edit = NameTable.<Entry>empty().edit();
        for (int i = 0; i < names; i++) {
            edit.put(new Entry(name(i)));
        }
        return edit.build();
    }

    /** A query for the addresses of a Service, with EDNS. */
    static byte[] query(int service) {
        byte[] name = name(service);
        byte[] octets = new byte[12 + name.length + 4 + OPT.length];
        octets[2] = 1;
        octets[5] = 1;
        octets[11] = 1;
        System.arraycopy(name, 0, octets, 12, name.length);
        octets[13 + name.length] = 1;
        octets[15 + name.length] = 1;
        System.arraycopy(OPT, 0, octets, 16 + name.length, OPT.length);
        return octets;
    }

    /** Numbers below {@code bound} in an order without pattern: neighbours in memory must not be met one after another. */
    static int[] shuffled(int bound) {
        return new Random(53).ints(0x10000, 0, bound).toArray();
    }
}
