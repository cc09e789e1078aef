package io.kinglet.server.plugin;

import io.kinglet.dns.replyform.HeaderConfig;
import io.kinglet.dns.replyform.HeaderLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.wire.Header;
import io.kinglet.server.corefile.DirectiveReader;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code header { query|response set|clear aa|ra|rd... }}: bits of headers are set and cleared. */
public record HeaderDirective(HeaderConfig config) implements Part {

    private static final Map<String, Integer> FLAGS = Map.of("aa", Header.AA, "ra", Header.RA, "rd", Header.RD);

    @Override
    public @Nullable Layer layer(Host host) {
        return config.isEmpty() ? null : new HeaderLayer(config);
    }

    /** The part that is about queries. */
    public HeaderDirective ofQueries() {
        return new HeaderDirective(config.ofQueries());
    }

    /** The part that is about replies, and so has its place over a cache: what is kept is as it came. */
    public HeaderDirective ofReplies() {
        return new HeaderDirective(config.ofReplies());
    }

    static HeaderDirective read(DirectiveReader line, BlockScope block) {
        // Of each selector the bits set and the bits cleared; the last word on a bit counts.
        int[] query = new int[2];
        int[] reply = new int[2];
        for (DirectiveReader rule : line.body()) {
            switch (rule.name().toLowerCase(Locale.ROOT)) {
                case "query" -> rule(rule, query);
                case "response" -> rule(rule, reply);
                default -> throw rule.unknown(java.util.List.of("query", "response"));
            }
            rule.end();
        }
        line.end();
        HeaderConfig config = new HeaderConfig(query[0], query[1], reply[0], reply[1]);
        if (config.isEmpty()) {
            throw line.error("`header` has no rule; write for example `header {` and `response set ra` below it");
        }
        return new HeaderDirective(config);
    }

    private static void rule(DirectiveReader rule, int[] bits) {
        boolean set = rule.oneOfAnyCase("the action", Map.of("set", true, "clear", false));
        do {
            int flag = rule.oneOfAnyCase("the flag", FLAGS);
            bits[0] = set ? bits[0] | flag : bits[0] & ~flag;
            bits[1] = set ? bits[1] & ~flag : bits[1] | flag;
        } while (rule.hasNext());
    }
}
