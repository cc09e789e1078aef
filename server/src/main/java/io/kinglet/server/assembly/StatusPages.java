package io.kinglet.server.assembly;

import io.kinglet.dns.talkers.TalkersLayer;
import io.kinglet.server.admin.Page;
import io.kinglet.server.explain.ExplainPage;
import io.kinglet.server.json.Json;
import io.kinglet.server.page.PeoplePages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the page for people reads, over reloads. Any thread. */
final class StatusPages {

    private static final int USUALLY = 20;
    private static final int MOST = 100;

    private final Supplier<Generation> generation;
    private final Workshop workshop;

    StatusPages(Supplier<Generation> generation, Workshop workshop) {
        this.generation = generation;
        this.workshop = workshop;
    }

    Map<String, Page> pages() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("/api/v1/status", PeoplePages.json(() -> StatusTree.of(generation.get(), workshop)));
        pages.put("/api/v1/top", this::top);
        pages.put("/api/v1/explain", new ExplainPage(new ExplainGround(generation), System::nanoTime));
        return pages;
    }

    private Page.Response top(Page.Request request) {
        String count = request.parameters().getOrDefault("count", String.valueOf(USUALLY));
        int most = count.matches("[0-9]{1,3}") ? Integer.parseInt(count) : 0;
        if (most < 1 || most > MOST) {
            return PeoplePages.problem(400, "count is 1 to " + MOST + ", not " + count);
        }
        TalkersLayer talkers = workshop.talkers();
        return new Page.Response(200, Json.CONTENT_TYPE, Json.write(TopTree.of(generation.get(), talkers, most)));
    }
}
