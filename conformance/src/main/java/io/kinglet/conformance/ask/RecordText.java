package io.kinglet.conformance.ask;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * One record in presentation format, in one spelling whichever client read it. Immutable.
 *
 * @param owner absolute, case kept
 * @param ttl seconds
 * @param recordClass mnemonic
 * @param type mnemonic
 * @param rdata fields separated by one space; IPv6 addresses as RFC 5952 spells them
 */
public record RecordText(String owner, long ttl, String recordClass, String type, String rdata) {

    /**
     * Reads {@code owner ttl class type rdata...} as dig prints it.
     *
     * @throws IllegalArgumentException when a field is missing
     */
    public static RecordText parse(String line) {
        String[] field = line.strip().split("\\s+", 5);
        if (field.length < 5) {
            throw new IllegalArgumentException("a record is OWNER TTL CLASS TYPE RDATA, not '" + line.strip() + "'");
        }
        return new RecordText(field[0], Long.parseLong(field[1]), field[2], field[3], plain(field[3], field[4]));
    }

    /** {@code rdata} in the one spelling. */
    public static String plain(String type, String rdata) {
        String spaced = rdata.strip().replaceAll("\\s+", " ");
        return type.equals("AAAA") && !spaced.contains("*") ? canonical(spaced) : spaced;
    }

    /** RFC 5952 section 4: lower case, no leading zeros, the first longest run of zero groups shortened. */
    private static String canonical(String address) {
        if (!address.matches("[0-9a-fA-F:.]+")) {
            return address;
        }
        byte[] octets;
        try {
            octets = InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return address;
        }
        if (octets.length != 16) {
            return address;
        }
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < 16; i += 2) {
            groups.append(i == 0 ? "" : ":")
                    .append(Integer.toHexString((octets[i] & 0xff) << 8 | octets[i + 1] & 0xff));
        }
        String text = groups.toString();
        for (int run = 8; run >= 2; run--) {
            String zeros = "0:".repeat(run - 1) + "0";
            String shortened = ("|" + text + "|").replaceFirst("(?<=[|:])" + zeros + "(?=[|:])", "~");
            if (shortened.contains("~")) {
                return shortened.replaceAll(":?~:?", "::").replace("|", "").toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    @Override
    public String toString() {
        return owner + " " + ttl + " " + recordClass + " " + type + " " + rdata;
    }
}
