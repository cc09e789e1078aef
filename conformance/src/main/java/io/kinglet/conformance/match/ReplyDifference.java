package io.kinglet.conformance.match;

import io.kinglet.conformance.ask.RecordText;
import io.kinglet.conformance.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What differs between two servers' replies to one question. The order of records, the serial of an SOA record, which records of a set a
 * truncated reply holds, and the TTL of a record from outside the cluster's domain (a cache may count it down) are no difference.
 * Stateless.
 */
public final class ReplyDifference {

    private static final Pattern CLUSTER_NAME = Pattern.compile("(?i)\\.local\\.$");

    private ReplyDifference() {}

    /** Every difference, one sentence each; empty when there is none. */
    public static List<String> between(Optional<Reply> ours, Optional<Reply> theirs) {
        List<String> found = new ArrayList<>();
        if (ours.isEmpty() || theirs.isEmpty()) {
            if (ours.isPresent() != theirs.isPresent()) {
                found.add("ours: " + ReplySummary.of(ours) + "; theirs: " + ReplySummary.of(theirs));
            }
            return found;
        }
        Reply one = ours.get();
        Reply other = theirs.get();
        same(found, "opcode", one.opcode(), other.opcode());
        same(found, "rcode", one.rcode(), other.rcode());
        same(found, "flags", new TreeSet<>(one.flags()), new TreeSet<>(other.flags()));
        same(found, "question", one.question(), other.question());
        same(found, "size in the OPT record", one.ednsSize(), other.ednsSize());
        same(found, "do", one.dnssecOk(), other.dnssecOk());
        if (one.flags().contains("tc") && other.flags().contains("tc")) {
            same(found, "records in a truncated reply", ReplySummary.of(ours), ReplySummary.of(theirs));
            return found;
        }
        section(found, "answer", one.answer(), other.answer());
        section(found, "authority", one.authority(), other.authority());
        section(found, "additional", one.additional(), other.additional());
        return found;
    }

    private static void same(List<String> found, String what, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            found.add(what + ": ours " + ours + ", theirs " + theirs);
        }
    }

    private static void section(List<String> found, String name, List<RecordText> ours, List<RecordText> theirs) {
        List<String> mine = ours.stream().map(ReplyDifference::masked).toList();
        List<String> others = theirs.stream().map(ReplyDifference::masked).toList();
        List<String> extra = new ArrayList<>(mine);
        others.forEach(extra::remove);
        List<String> missing = new ArrayList<>(others);
        mine.forEach(missing::remove);
        extra.forEach(record -> found.add(name + ": only ours:   " + record));
        missing.forEach(record -> found.add(name + ": only theirs: " + record));
    }

    private static String masked(RecordText record) {
        String rdata = record.rdata();
        if (record.type().equals("SOA")) {
            String[] field = rdata.split(" ");
            field[2] = "*";
            rdata = String.join(" ", field);
        }
        String ttl = CLUSTER_NAME.matcher(record.owner()).find() ? Long.toString(record.ttl()) : "*";
        return record.owner() + " " + ttl + " " + record.recordClass() + " " + record.type() + " " + rdata;
    }
}
