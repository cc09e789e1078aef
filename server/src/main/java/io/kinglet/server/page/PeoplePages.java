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

    /** Says in JSON why there is nothing. */
    public static Page.Response problem(int status, String why) {
        return problem(status, why, Map.of());
    }

    /** The same with header fields. */
    public static Page.Response problem(int status, String why, Map<String, String> fields) {
        return new Page.Response(status, Json.CONTENT_TYPE, Json.write(Map.of("error", why)), fields);
    }
}
