package io.kinglet.server.metrics;

import io.kinglet.dns.rr.RecordType;

/** Query types that are counted by name, as small numbers; all others are one. */
final class TypeSlots {

    private static final int[] NAMED = {
        RecordType.A,
        RecordType.AAAA,
        RecordType.CNAME,
        RecordType.DNSKEY,
        RecordType.DS,
        RecordType.MX,
        RecordType.NSEC,
        RecordType.NSEC3,
        RecordType.NS,
        RecordType.PTR,
        RecordType.RRSIG,
        RecordType.SOA,
        RecordType.SRV,
        RecordType.TXT,
        RecordType.HTTPS,
        RecordType.SVCB,
        RecordType.IXFR,
        RecordType.AXFR,
        RecordType.ANY
    };

    private static final byte[] SLOTS = slots();

    static final int COUNT = NAMED.length + 1;

    private TypeSlots() {}

    private static byte[] slots() {
        byte[] slots = new byte[256];
        for (int i = 0; i < NAMED.length; i++) {
            slots[NAMED[i]] = (byte) (i + 1);
        }
        return slots;
    }

    /** 0 to {@link #COUNT} - 1. */
    static int of(int type) {
        return type < SLOTS.length ? SLOTS[type] : 0;
    }

    static String label(int slot) {
        return slot == 0 ? "other" : RecordType.name(NAMED[slot - 1]);
    }
}
