package io.kinglet.server.explain;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.server.admin.Page;
import io.kinglet.server.json.Json;
import io.kinglet.server.page.PeoplePages;
import io.kinglet.server.reach.Ink;
import io.kinglet.server.reach.NotThereException;
import io.kinglet.server.reach.ReachTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/explain?name=&from=[&port=][&type=][&output=text]}. Asks no upstream, so that it never waits, and takes no more of
 * the machine than a few explanations a second. One thread, that of the endpoint.
 */
public final class ExplainPage implements Page {

    private static final Set<String> PARAMETERS = Set.of("name", "from", "port", "type", "output");

    /** At once, after a pause. */
    private static final int BURST = 20;

    private static final long NANOS_EACH = 100_000_000;

    private final Supplier<@Nullable Ground> ground;
    private final LongSupplier ticker;
    private long free;

    /**
     * @param ground null where the Corefile does not ask for explanations
     * @param ticker nanoseconds from any origin, never backwards
     */
    public ExplainPage(Supplier<@Nullable Ground> ground, LongSupplier ticker) {
        this.ground = ground;
        this.ticker = ticker;
        free = ticker.getAsLong() - BURST * NANOS_EACH;
    }

    @Override
    public Response show(Request request) {
        Ground its = ground.get();
        if (its == null) {
            return PeoplePages.problem(404, "nothing is explained here; write `kinglet explain` in the Corefile");
        }
        Map<String, String> words = request.parameters();
        Set<String> unknown = new TreeSet<>(words.keySet());
        unknown.removeAll(PARAMETERS);
        String name = words.getOrDefault("name", "");
        String from = words.getOrDefault("from", "");
        String output = words.getOrDefault("output", "json");
        if (!unknown.isEmpty()) {
            return PeoplePages.problem(
                    400, "accepted are name, from, port, type and output, not " + String.join(", ", unknown));
        }
        if (name.isEmpty() || from.isEmpty()) {
            return PeoplePages.problem(400, "say what is asked for, and by whom: name=web.shop&from=NAMESPACE/POD");
        }
        if (!output.equals("json") && !output.equals("text")) {
            return PeoplePages.problem(400, "output is json or text, not " + output);
        }
        if (!taken()) {
            return PeoplePages.problem(
                    503, "too many explanations at once; ask again in a second", Map.of("Retry-After", "1"));
        }
        try {
            Explanation told = ExplainQuestion.of(name, words.get("port"), from, words.get("type"))
                    .answer(its);
            Map<String, String> fields = Map.of("Kinglet-Outcome", ReachTree.word(told.outcome()));
            return output.equals("text")
                    ? new Response(200, "text/plain; charset=utf-8", text(told), fields)
                    : new Response(200, Json.CONTENT_TYPE, Json.write(ExplanationTree.of(told)), fields);
        } catch (NotThereException e) {
            return PeoplePages.problem(400, String.valueOf(e.getMessage()));
        }
    }

    /** Whether there is room for one more: a bucket that fills with the time. */
    private boolean taken() {
        long now = ticker.getAsLong();
        free = Math.max(free, now - BURST * NANOS_EACH) + NANOS_EACH;
        boolean room = free - now <= 0;
        if (!room) {
            free -= NANOS_EACH;
        }
        return room;
    }

    private static String text(Explanation told) {
        StringWriter text = new StringWriter();
        new ExplanationText(new PrintWriter(text), new Ink(false), false).write(told);
        return text.toString();
    }
}
