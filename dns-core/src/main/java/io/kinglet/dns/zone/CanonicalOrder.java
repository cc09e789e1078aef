package io.kinglet.dns.zone;

import java.util.Comparator;

/** The order of names in a signed zone (RFC 4034 section 6.1): by label, the rightmost first. Of wire names in lower case. Stateless. */
final class CanonicalOrder implements Comparator<byte[]> {

    @Override
    public int compare(byte[] a, byte[] b) {
        int[] labelsOfA = offsets(a);
        int[] labelsOfB = offsets(b);
        int i = labelsOfA.length - 1;
        int j = labelsOfB.length - 1;
        for (; i >= 0 && j >= 0; i--, j--) {
            int order = compareLabels(a, labelsOfA[i], b, labelsOfB[j]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(i, j);
    }

    private static int compareLabels(byte[] a, int at, byte[] b, int bAt) {
        int shorter = Math.min(a[at], b[bAt]);
        for (int k = 1; k <= shorter; k++) {
            int order = Integer.compare(a[at + k] & 0xff, b[bAt + k] & 0xff);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a[at], b[bAt]);
    }

    /** Where the labels start, the root's not counted. */
    private static int[] offsets(byte[] name) {
        int count = 0;
        for (int at = 0; name[at] != 0; at += name[at] + 1) {
            count++;
        }
        int[] offsets = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = at;
            at += name[at] + 1;
        }
        return offsets;
    }
}
