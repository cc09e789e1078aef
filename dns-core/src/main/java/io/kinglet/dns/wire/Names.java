package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import org.jspecify.annotations.Nullable;

/** Names within a message, compression pointers followed (RFC 1035 section 4.1.4). Stateless. */
final class Names {

    private Names() {}

    /** The offset behind the name at {@code at}, its pointer not followed; -1 when it runs past {@code length}. */
    static int skip(byte[] octets, int at, int length) {
        int start = at;
        while (at < length) {
            int size = octets[at] & 0xff;
            if (size == 0) {
                return at + 1;
            }
            if (size >= 0xc0) {
                return at + 2 <= length ? at + 2 : -1;
            }
            if (size > DomainName.MAX_LABEL) {
                return -1;
            }
            at += 1 + size;
            if (at - start >= DomainName.MAX_OCTETS) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether {@link #read} finds a name at {@code at}; allocates nothing. */
    static boolean sound(byte[] octets, int at, int length) {
        int size = 0;
        int barrier = at;
        int end = length;
        while (at < end) {
            int label = octets[at] & 0xff;
            if (label >= 0xc0) {
                int target = at + 2 > end ? length : Header.u16(octets, at) & 0x3fff;
                if (target >= barrier || target < Header.LENGTH) {
                    return false;
                }
                end = barrier;
                barrier = target;
                at = target;
                continue;
            }
            size += label + 1;
            if (label > DomainName.MAX_LABEL || at + 1 + label > end || size > DomainName.MAX_OCTETS) {
                return false;
            }
            if (label == 0) {
                return true;
            }
            at += label + 1;
        }
        return false;
    }

    /**
     * The name at {@code at}. A pointer leads to a name that was complete before the
     * one it ends began (RFC 1035 section 4.1.4: a prior occurrence), so every chain ends.
     *
     * @return null when it is malformed
     */
    static @Nullable DomainName read(byte[] octets, int at, int length) {
        byte[] name = new byte[DomainName.MAX_OCTETS];
        int size = 0;
        int barrier = at;
        int end = length;
        while (at < end) {
            int label = octets[at] & 0xff;
            if (label >= 0xc0) {
                if (at + 2 > end) {
                    return null;
                }
                int target = Header.u16(octets, at) & 0x3fff;
                if (target >= barrier || target < Header.LENGTH) {
                    return null;
                }
                end = barrier;
                barrier = target;
                at = target;
                continue;
            }
            if (label > DomainName.MAX_LABEL || at + 1 + label > end || size + 1 + label > DomainName.MAX_OCTETS) {
                return null;
            }
            System.arraycopy(octets, at, name, size, label + 1);
            size += label + 1;
            if (label == 0) {
                return DomainName.copyOf(name, 0, size);
            }
            at += label + 1;
        }
        return null;
    }
}
