package io.kinglet.conformance.match;

import io.kinglet.conformance.ask.RecordText;
import io.kinglet.conformance.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One thing in which two servers' replies to one question differ. The order of records, the serial of an SOA record, which records
 * of a set a truncated reply holds, and the TTL of a record from outside the cluster's domain (a cache may count it down) are no
 * difference. Immutable.
 *
 * @param what the part of the reply
 * @param ours what it is in our reply; {@code -} where it is not there
 * @param theirs the same for the peer's
 */
public record ReplyDifference(String what, String ours, String theirs) {

    private static final Pattern CLUSTER_NAME = Pattern.compile("(?i)\\.local\\.$");
    private static final String NOTHING = "-";

    /**
     * Every difference; empty when there is none.
     *
     * @param counted whether either server may hold its reply in a cache that counts TTLs down, a second for each since it was asked
     *     before: they are then rounded up to five seconds
     */
    public static List<ReplyDifference> between(Optional<Reply> ours, Optional<Reply> theirs, boolean counted) {
        List<ReplyDifference> found = new ArrayList<>();
        if (ours.isEmpty() || theirs.isEmpty()) {
            compare(found, "reply", ReplySummary.of(ours), ReplySummary.of(theirs));
            return found;
        }
        Reply one = ours.get();
        Reply other = theirs.get();
        compare(found, "opcode", one.opcode(), other.opcode());
        compare(found, "rcode", one.rcode(), other.rcode());
        compare(found, "flags", new TreeSet<>(one.flags()), new TreeSet<>(other.flags()));
        compare(found, "question", one.question(), other.question());
        compare(found, "OPT size", one.ednsSize(), other.ednsSize());
        compare(found, "do", one.dnssecOk(), other.dnssecOk());
        if (one.flags().contains("tc") && other.flags().contains("tc")) {
            truncated(found, one, other);
            return found;
        }
        section(found, "answer", one.answer(), other.answer(), counted);
        section(found, "authority", one.authority(), other.authority(), counted);
        section(found, "additional", one.additional(), other.additional(), counted);
        return found;
    }

    /** How much fits depends on which records were taken: a tenth more or less is no difference. */
    private static void truncated(List<ReplyDifference> found, Reply ours, Reply theirs) {
        int one = ours.answer().size();
        int other = theirs.answer().size();
        if (Math.abs(one - other) * 10 > Math.max(one, other)) {
            compare(found, "records", one, other);
        }
    }

    private static void compare(List<ReplyDifference> found, String what, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            found.add(new ReplyDifference(what, what + " " + ours, what + " " + theirs));
        }
    }

    private static void section(
            List<ReplyDifference> found, String name, List<RecordText> ours, List<RecordText> theirs, boolean counted) {
        List<String> extra = new ArrayList<>(
                ours.stream().map(it -> masked(it, counted)).sorted().toList());
        List<String> missing = new ArrayList<>(
                theirs.stream().map(it -> masked(it, counted)).sorted().toList());
        for (RecordText record : ours) {
            String text = masked(record, counted);
            if (missing.remove(text)) {
                extra.remove(text);
            }
        }
        for (int i = 0; i < Math.max(extra.size(), missing.size()); i++) {
            found.add(new ReplyDifference(
                    name, i < extra.size() ? extra.get(i) : NOTHING, i < missing.size() ? missing.get(i) : NOTHING));
        }
    }

    private static String masked(RecordText record, boolean counted) {
        String rdata = record.rdata();
        if (record.type().equals("SOA")) {
            String[] field = rdata.split(" ");
            field[2] = "*";
            rdata = String.join(" ", field);
        }
        long seconds = counted ? (record.ttl() + 4) / 5 * 5 : record.ttl();
        String ttl = CLUSTER_NAME.matcher(record.owner()).find() ? Long.toString(seconds) : "*";
        return record.owner() + " " + ttl + " " + record.type() + " " + rdata;
    }

    @Override
    public String toString() {
        return what + ": ours " + ours + "; theirs " + theirs;
    }
}
