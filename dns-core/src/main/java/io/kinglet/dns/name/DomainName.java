package io.kinglet.dns.name;

import java.util.Arrays;

/**
 * A fully qualified domain name in uncompressed wire format: length-prefixed labels down to the root's zero octet (RFC 1035
 * section 3.1). The case it was made with is kept; comparison ignores it (RFC 4343). Immutable.
 */
public final class DomainName {

    /** The most octets a name has, the root's zero octet included (RFC 1035 section 2.3.4). */
    public static final int MAX_OCTETS = 255;

    /** The most octets a label has, its length octet not included. */
    public static final int MAX_LABEL = 63;

    /** The root. */
    public static final DomainName ROOT = new DomainName(new byte[1]);

    private final byte[] octets;

    private DomainName(byte[] octets) {
        this.octets = octets;
    }

    /**
     * The name in presentation format (RFC 1035 section 5.1: {@code \.} and {@code \DDD} escapes). A missing final dot is added:
     * every name here is absolute.
     *
     * @throws NameSyntaxException for an empty label, a label over 63 octets, a name over 255, a bad escape
     */
    public static DomainName parse(String text) {
        return new DomainName(NameText.parse(text));
    }

    /**
     * Copies the name of {@code length} octets at {@code offset}; the caller has checked that it is one, uncompressed and complete.
     */
    public static DomainName copyOf(byte[] source, int offset, int length) {
        return new DomainName(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** This name with one more label in front. The label is taken as octets, nothing in it is an escape. */
    public DomainName child(String label) {
        byte[] head = label.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        if (head.length == 0 || head.length > MAX_LABEL || head.length + 1 + octets.length > MAX_OCTETS) {
            throw new NameSyntaxException(label + "." + this, "a label has 1 to 63 octets and a name at most 255");
        }
        byte[] joined = new byte[head.length + 1 + octets.length];
        joined[0] = (byte) head.length;
        System.arraycopy(head, 0, joined, 1, head.length);
        System.arraycopy(octets, 0, joined, head.length + 1, octets.length);
        return new DomainName(joined);
    }

    /** Octets on the wire, 1 (the root) to 255. */
    public int length() {
        return octets.length;
    }

    /** The octet at {@code index} of the wire format. */
    public byte octet(int index) {
        return octets[index];
    }

    /** Labels, the root not counted. */
    public int labels() {
        int count = 0;
        for (int i = 0; octets[i] != 0; i += octets[i] + 1) {
            count++;
        }
        return count;
    }

    /** Copies the wire format to {@code target} at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
    }

    /** The wire format in lower case: what names are compared and hashed by. A new array. */
    public byte[] canonicalOctets() {
        byte[] lower = octets.clone();
        Octets.lowerCase(lower, 0, lower.length);
        return lower;
    }

    /** Whether this name is {@code zone} or below it. */
    public boolean isWithin(DomainName zone) {
        int skip = octets.length - zone.octets.length;
        if (skip < 0) {
            return false;
        }
        int at = 0;
        while (at < skip) {
            at += octets[at] + 1;
        }
        return at == skip && Octets.equalIgnoreCase(octets, skip, zone.octets, 0, zone.octets.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName name
                && name.octets.length == octets.length
                && Octets.equalIgnoreCase(octets, 0, name.octets, 0, octets.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (byte octet : octets) {
            hash = 31 * hash + Octets.lower(octet);
        }
        return hash;
    }

    /** Presentation format with the final dot, in the case it was made with. */
    @Override
    public String toString() {
        return NameText.format(octets, 0);
    }
}
