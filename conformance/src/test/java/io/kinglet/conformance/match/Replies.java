package io.kinglet.conformance.match;

import io.kinglet.conformance.ask.QueryOptions;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.RecordText;
import io.kinglet.conformance.ask.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Replies to write in tests. */
public final class Replies {

    /** What all of them reply to. */
    public static final Question QUESTION = new Question("a.cluster.local.", "A", "IN", QueryOptions.USUAL);

    private Replies() {}

    /** A reply with these flags besides qr and rd, and these records as its answer. */
    public static Reply of(String rcode, String flags, String... answer) {
        Set<String> all = new TreeSet<>(Set.of("qr", "rd"));
        if (!flags.isEmpty()) {
            all.addAll(List.of(flags.split(" ")));
        }
        return new Reply(
                "QUERY",
                rcode,
                all,
                List.of(QUESTION.echo()),
                Arrays.stream(answer).map(RecordText::parse).toList(),
                List.of(),
                List.of(),
                1232,
                false);
    }
}
