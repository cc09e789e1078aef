package io.kinglet.server.page;

import io.kinglet.server.admin.Page;
import io.kinglet.server.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All pages of the address for people, by path. Stateless. */
public final class PeoplePages {

    private PeoplePages() {}

    /**
     * The front page and what it reads, each behind a {@link Guard}.
     *
     * @param host that the Corefile names; empty for none
     * @param api by path, such as {@code /api/v1/status}
     */
    public static Map<String, Page> of(String host, Map<String, Page> api) {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("/", new Front());
        pages.putAll(api);
        pages.replaceAll((path, page) -> new Guard(host, page));
        return pages;
    }

    /** A page that shows a tree, see {@link Json}. */
    public static Page json(Supplier<? extends Map<String, ?>> tree) {
        return request -> new Page.Response(200, Json.CONTENT_TYPE, Json.write(tree.get()));
    }

    /** A page that says in JSON why there is nothing. */
    public static Page missing(String why) {
        String body = Json.write(Map.of("error", why));
        return request -> new Page.Response(404, Json.CONTENT_TYPE, body);
    }
}
