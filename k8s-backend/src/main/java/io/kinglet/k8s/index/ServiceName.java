package io.kinglet.k8s.index;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code SERVICE.NAMESPACE} as labels in lower case. One object per Service for as long as it is known. Immutable but for the mark. */
final class ServiceName {

    private final byte[] key;
    private final ServiceName[] alone = {this};
    private int mark;

    private ServiceName(byte[] key) {
        this.key = key;
    }

    static ServiceName of(String namespace, String name) {
        byte[] service = label(name);
        byte[] space = label(namespace);
        byte[] key = new byte[service.length + space.length];
        System.arraycopy(service, 0, key, 0, service.length);
        System.arraycopy(space, 0, key, service.length, space.length);
        return new ServiceName(key);
    }

    /** A label with its length octet; {@code text} has 1 to 63 octets. */
    static byte[] label(String text) {
        byte[] octets = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        byte[] label = new byte[octets.length + 1];
        label[0] = (byte) octets.length;
        System.arraycopy(octets, 0, label, 1, octets.length);
        return label;
    }

    /** Whether {@code text} can be a label. */
    static boolean isLabel(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return length >= 1 && length <= 63;
    }

    /** The octets. Read only. */
    byte[] key() {
        return key;
    }

    /** Where the namespace's label starts in {@link #key()}. */
    int namespaceOffset() {
        return key[0] + 1;
    }

    /** The number of the list that saw the Service last. Writer only. */
    int mark() {
        return mark;
    }

    void mark(int list) {
        mark = list;
    }

    /** This name as the only owner of an address, one array for all of them. */
    ServiceName[] alone() {
        return alone;
    }
}
