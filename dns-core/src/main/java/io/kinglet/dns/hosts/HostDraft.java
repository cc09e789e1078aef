package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.NameTable;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list says of one name, while it is read. Confined to one thread. */
final class HostDraft implements NameTable.Entry {

    /** Records of one type that a message of 65,535 octets has room for; what is beyond can never be sent. */
    static final int MOST = 4094;

    /** Sets of addresses that are looked for among others: those of a block list are few. */
    private static final int MOST_SHARED = 1000;

    private static final byte[] NONE = new byte[0];

    private final byte[] key;

    private byte[] v4 = NONE;
    private byte[] v6 = NONE;
    private int v4Count;
    private int v6Count;
    private @Nullable List<byte[]> names;

    HostDraft(byte[] key) {
        this.key = key;
    }

    @Override
    public byte[] key() {
        return key;
    }

    void add(IpAddress address) {
        if (address.v6()) {
            v6 = with(v6, v6Count, address);
            v6Count += isNew(v6, v6Count, 16) ? 1 : 0;
        } else {
            v4 = with(v4, v4Count, address);
            v4Count += isNew(v4, v4Count, 4) ? 1 : 0;
        }
    }

    /** With the address behind those that count; one more in room where there is none. */
    private static byte[] with(byte[] packed, int count, IpAddress address) {
        int each = address.size();
        if (count == MOST) {
            return packed;
        }
        byte[] roomy =
                packed.length >= (count + 1) * each ? packed : Arrays.copyOf(packed, Math.max(1, 2 * count) * each);
        address.write(roomy, count * each);
        return roomy;
    }

    private static boolean isNew(byte[] packed, int count, int each) {
        if (count == MOST) {
            return false;
        }
        int last = count * each;
        for (int at = 0; at < last; at += each) {
            if (Arrays.equals(packed, at, at + each, packed, last, last + each)) {
                return false;
            }
        }
        return true;
    }

    /** A name of this address, in canonical wire format. */
    void add(byte[] name) {
        List<byte[]> known = names == null ? new ArrayList<>(1) : names;
        names = known;
        if (known.size() == MOST) {
            return;
        }
        for (byte[] each : known) {
            if (Arrays.equals(each, name)) {
                return;
            }
        }
        known.add(name);
    }

    int records() {
        return v4Count + v6Count + (names == null ? 0 : names.size());
    }

    /**
     * @param shared answers by their addresses: names of a block list all have the same
     */
    HostEntry entry(Map<ByteBuffer, Answer> shared) {
        return new HostEntry(key, addresses(v4, v4Count, 4, shared), addresses(v6, v6Count, 16, shared), pointers());
    }

    private static @Nullable Answer addresses(byte[] packed, int count, int each, Map<ByteBuffer, Answer> shared) {
        if (count == 0) {
            return null;
        }
        // Sets of both families may be of one length, so the family is a part of the key.
        ByteBuffer key = ByteBuffer.allocate(count * each + 1);
        key.put(packed, 0, count * each).put((byte) each).flip();
        Answer known = shared.get(key);
        if (known == null) {
            known = new Answer.Positive(new HostAddresses(Arrays.copyOf(packed, count * each), each));
            if (shared.size() < MOST_SHARED) {
                shared.put(key, known);
            }
        }
        return known;
    }

    private @Nullable Answer pointers() {
        return names == null
                ? null
                : new Answer.Positive(new HostPointers(names.stream()
                        .map(it -> DomainName.copyOf(it, 0, it.length))
                        .toArray(DomainName[]::new)));
    }
}
