package io.kinglet.k8s.zone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fixed words of cluster names, as labels in wire format. Stateless. */
final class Labels {

    static final byte[] SVC = label("svc");
    static final byte[] POD = label("pod");
    static final byte[] DNS = label("dns");
    static final byte[] NS = label("ns");
    static final byte[] DNS_VERSION = label("dns-version");
    static final byte[] ZONE = label("_zone");
    static final byte[] PIN = label("pin");
    static final byte[] PREFER = label("prefer");

    private Labels() {}

    /** Whether the label at {@code offset} is this one. */
    static boolean is(byte[] lower, int offset, byte[] label) {
        return lower[offset] == label[0] && Arrays.equals(lower, offset, offset + label.length, label, 0, label.length);
    }

    private static byte[] label(String word) {
        return ((char) word.length() + word).getBytes(StandardCharsets.US_ASCII);
    }
}
