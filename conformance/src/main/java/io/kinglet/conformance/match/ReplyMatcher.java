package io.kinglet.conformance.match;

import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.RecordText;
import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.rpl.Expected;
import io.kinglet.conformance.rpl.RecordPattern;
import io.kinglet.conformance.rpl.SectionPattern;
import io.kinglet.conformance.rpl.SectionPattern.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds a reply against what was expected of it. Stateless. */
public final class ReplyMatcher {

    private static final Set<String> CHECKED_FLAGS = Set.of("aa", "tc", "ra", "ad");

    private ReplyMatcher() {}

    /** Every way {@code reply} to {@code question} is not as expected, one sentence each; empty when it is. */
    public static List<String> mismatches(Expected expected, Question question, Reply reply) {
        List<String> found = mismatches(expected, reply);
        if (!reply.headerOnly()) {
            same(found, "question", List.of(question.echo()), reply.question());
        }
        same(found, "opcode", question.options().opcode(), reply.opcode());
        same(found, "rd", question.options().recursionDesired(), reply.flags().contains("rd"));
        same(found, "cd", question.options().checkingDisabled(), reply.flags().contains("cd"));
        if (expected.edns() == Expected.MIRRORED_EDNS && !expected.headerOnly()) {
            same(found, "OPT record", question.options().edns(), reply.ednsSize() >= 0);
            same(found, "do", question.options().edns() && question.options().dnssecOk(), reply.dnssecOk());
        }
        return found;
    }

    /** The same, for a query that is no {@link Question}: its echo is not looked at. */
    public static List<String> mismatches(Expected expected, Reply reply) {
        List<String> found = new ArrayList<>();
        same(found, "rcode", expected.rcode(), reply.rcode());
        Set<String> flags = new TreeSet<>(reply.flags());
        flags.retainAll(CHECKED_FLAGS);
        same(found, "flags", new TreeSet<>(expected.flags()), flags);
        if (!reply.flags().contains("qr")) {
            found.add("QR is not set");
        }
        if (expected.headerOnly()) {
            same(found, "header only", true, reply.headerOnly());
        }
        if (expected.edns() >= 0) {
            same(found, "size in the OPT record", expected.edns(), reply.ednsSize());
        }
        section(found, "answer", expected.answer(), reply.answer());
        section(found, "authority", expected.authority(), reply.authority());
        section(found, "additional", expected.additional(), reply.additional());
        chain(found, reply.answer());
        return found;
    }

    private static void same(List<String> found, String what, Object wanted, Object got) {
        if (!wanted.equals(got)) {
            found.add(what + ": wanted " + wanted + ", got " + got);
        }
    }

    private static void section(List<String> found, String name, SectionPattern wanted, List<RecordText> got) {
        if (wanted.scope() == Scope.ANY) {
            return;
        }
        List<RecordPattern> open = new ArrayList<>(wanted.records());
        List<RecordText> extra = new ArrayList<>();
        for (RecordText record : got) {
            if (!takeFirst(open, record)) {
                extra.add(record);
            }
        }
        extra.forEach(record -> found.add(name + ": not wanted: " + record));
        if (wanted.scope() == Scope.EXACT) {
            open.forEach(record -> found.add(name + ": missing:    " + record.line()));
        } else if (got.size() < wanted.least() || got.size() > wanted.most()) {
            found.add(name + ": wanted " + wanted.least() + " to " + wanted.most() + " records, got " + got.size());
        }
    }

    private static boolean takeFirst(List<RecordPattern> open, RecordText record) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).fits(record)) {
                open.remove(i);
                return true;
            }
        }
        return false;
    }

    /** A CNAME stands before what it leads to (RFC 1034 section 4.3.2, step 3a). */
    private static void chain(List<String> found, List<RecordText> answer) {
        Set<String> owners = new HashSet<>();
        for (RecordText record : answer) {
            if (record.type().equals("CNAME") && owners.contains(record.rdata())) {
                found.add("answer: the records of " + record.rdata() + " stand before the CNAME that leads there");
            }
            owners.add(record.owner());
        }
    }
}
