package io.kinglet.conformance.rpl;

import io.kinglet.conformance.ask.RecordText;

/**
 * A record in presentation format where {@code *} stands for any one field and a TTL may be {@code <=N}. Immutable.
 *
 * @param line as written, for messages
 */
public record RecordPattern(String owner, String ttl, String type, String rdata, String line) {

    /**
     * Reads {@code owner ttl type rdata...}; the class is IN.
     *
     * @throws IllegalArgumentException when a field is missing or the TTL is no number
     */
    public static RecordPattern parse(String line) {
        String[] field = line.strip().split("\\s+", 4);
        if (field.length < 4) {
            throw new IllegalArgumentException("a record is OWNER TTL TYPE RDATA, not '" + line.strip() + "'");
        }
        if (!field[1].matches("\\*|(<=)?\\d+")) {
            throw new IllegalArgumentException("a TTL is a number, <=number or *, not '" + field[1] + "'");
        }
        return new RecordPattern(field[0], field[1], field[2], RecordText.plain(field[2], field[3]), line.strip());
    }

    /** Whether {@code found} is such a record. Names are compared with their case. */
    public boolean fits(RecordText found) {
        return owner.equals(found.owner())
                && type.equals(found.type())
                && found.recordClass().equals("IN")
                && fitsTtl(found.ttl())
                && fitsRdata(found.rdata());
    }

    private boolean fitsTtl(long found) {
        if (ttl.equals("*")) {
            return true;
        }
        return ttl.startsWith("<=") ? found <= Long.parseLong(ttl.substring(2)) : found == Long.parseLong(ttl);
    }

    private boolean fitsRdata(String found) {
        String[] wanted = rdata.split(" ");
        String[] field = found.split(" ");
        if (!rdata.contains("*") || wanted.length != field.length) {
            return rdata.equals(found);
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(field[i])) {
                return false;
            }
        }
        return true;
    }
}
