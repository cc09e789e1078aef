package io.kinglet.k8s.manifest;

/** A hash of text that is the same in every run and release, for what must not move when the program restarts. */
final class StableHash {

    private StableHash() {}

    /** FNV-1a over the UTF-16 units, then mixed so that the high bits are as good as the low ones. */
    static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
