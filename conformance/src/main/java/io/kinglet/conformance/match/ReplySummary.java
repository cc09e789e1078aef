package io.kinglet.conformance.match;

import io.kinglet.conformance.ask.RecordText;
import io.kinglet.conformance.ask.Reply;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A reply in a few words, as {@code divergences.md} states it. Stateless. */
public final class ReplySummary {

    private ReplySummary() {}

    /**
     * {@code RCODE}, then the header bits aa, tc, ra where set, then what each section holds: {@code NXDOMAIN aa; authority SOA},
     * {@code NOERROR aa; answer 3 A}. {@code silence} when there is none; {@code header only} when that is all.
     */
    public static String of(Optional<Reply> reply) {
        return reply.map(ReplySummary::of).orElse("silence");
    }

    private static String of(Reply reply) {
        StringBuilder text = new StringBuilder(reply.rcode());
        for (String flag : List.of("aa", "tc", "ra")) {
            if (reply.flags().contains(flag)) {
                text.append(' ').append(flag);
            }
        }
        if (reply.headerOnly()) {
            return text.append("; header only").toString();
        }
        section(text, "answer", reply.answer());
        section(text, "authority", reply.authority());
        section(text, "additional", reply.additional());
        return text.toString();
    }

    private static void section(StringBuilder text, String name, List<RecordText> records) {
        if (records.isEmpty()) {
            return;
        }
        TreeMap<String, Long> types =
                records.stream().collect(Collectors.groupingBy(RecordText::type, TreeMap::new, Collectors.counting()));
        String counted = types.entrySet().stream()
                .map(type -> type.getValue() == 1 ? type.getKey() : type.getValue() + " " + type.getKey())
                .collect(Collectors.joining(", "));
        text.append("; ").append(name).append(' ').append(counted);
    }
}
