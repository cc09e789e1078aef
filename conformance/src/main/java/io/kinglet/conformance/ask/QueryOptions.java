package io.kinglet.conformance.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * What a query carries besides its question. Immutable. The words are dig's.
 *
 * @param recursionDesired the RD bit
 * @param checkingDisabled the CD bit
 * @param dnssecOk the DO bit; asks for EDNS
 * @param bufferSize UDP payload size in octets stated in the OPT record, 0..65535; -1 sends no OPT
 * @param ednsVersion version in the OPT record, 0..255
 * @param ednsOptions options in the OPT record as {@code code:hex}, in order
 * @param opcode mnemonic: {@code QUERY}, {@code IQUERY}, {@code STATUS}, {@code NOTIFY}, {@code UPDATE}
 */
public record QueryOptions(
        boolean recursionDesired,
        boolean checkingDisabled,
        boolean dnssecOk,
        int bufferSize,
        int ednsVersion,
        List<String> ednsOptions,
        String opcode) {

    /** RD set and an OPT record that states 1232 octets, the size of the DNS flag day 2020. */
    public static final QueryOptions USUAL = new QueryOptions(true, false, false, 1232, 0, List.of(), "QUERY");

    public QueryOptions {
        ednsOptions = List.copyOf(ednsOptions);
    }

    /** Whether the query carries an OPT record. */
    public boolean edns() {
        return bufferSize >= 0;
    }

    /**
     * These options with one more of dig's words taken in.
     *
     * @throws IllegalArgumentException for a word that is not known; the message lists those that are
     */
    public QueryOptions with(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        return switch (name) {
            case "+norecurse" ->
                new QueryOptions(false, checkingDisabled, dnssecOk, bufferSize, ednsVersion, ednsOptions, opcode);
            case "+cd" ->
                new QueryOptions(recursionDesired, true, dnssecOk, bufferSize, ednsVersion, ednsOptions, opcode);
            case "+dnssec" ->
                new QueryOptions(
                        recursionDesired, checkingDisabled, true, bufferSize, ednsVersion, ednsOptions, opcode);
            case "+noedns" ->
                new QueryOptions(recursionDesired, checkingDisabled, dnssecOk, -1, ednsVersion, ednsOptions, opcode);
            case "+bufsize" ->
                new QueryOptions(
                        recursionDesired,
                        checkingDisabled,
                        dnssecOk,
                        Integer.parseInt(value),
                        ednsVersion,
                        ednsOptions,
                        opcode);
            case "+edns" ->
                new QueryOptions(
                        recursionDesired,
                        checkingDisabled,
                        dnssecOk,
                        bufferSize,
                        Integer.parseInt(value),
                        ednsOptions,
                        opcode);
            case "+ednsopt" ->
                new QueryOptions(
                        recursionDesired,
                        checkingDisabled,
                        dnssecOk,
                        bufferSize,
                        ednsVersion,
                        appended(ednsOptions, value),
                        opcode);
            case "+opcode" ->
                new QueryOptions(
                        recursionDesired, checkingDisabled, dnssecOk, bufferSize, ednsVersion, ednsOptions, value);
            default ->
                throw new IllegalArgumentException("'" + word + "' is none of +norecurse, +cd, +dnssec, +noedns, "
                        + "+bufsize=N, +edns=N, +ednsopt=CODE:HEX, +opcode=WORD, +udp, +tcp, +socket");
        };
    }

    private static List<String> appended(List<String> options, String value) {
        List<String> longer = new ArrayList<>(options);
        longer.add(value);
        return longer;
    }
}
