package io.kinglet.server.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, read (RFC 9112 section 3).
 *
 * @param defect what is wrong with it; null when nothing is
 */
record RequestHead(
        String method,
        String target,
        Page.Request request,
        @Nullable String defect) {

    private static final Page.Request NOTHING = new Page.Request("", Map.of(), null);

    /**
     * @param text a request line and fields
     */
    static RequestHead read(String text) {
        List<String> lines = text.lines().toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.get(0).strip().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return new RequestHead("", "", NOTHING, "not an HTTP/1 request");
        }
        String target = words[1];
        List<String> hosts = lines.stream()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, "host:", 0, 5))
                .map(line -> line.substring(5).strip())
                .toList();
        if (hosts.size() > 1) {
            return new RequestHead(words[0], target, NOTHING, "more than one Host (RFC 9112 section 3.2)");
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        try {
            Map<String, String> parameters = query < 0 ? Map.of() : parameters(target.substring(query + 1));
            String host = hosts.isEmpty() ? null : hosts.get(0);
            return new RequestHead(words[0], target, new Page.Request(path, parameters, host), null);
        } catch (IllegalArgumentException e) {
            return new RequestHead(words[0], target, NOTHING, "the query part is not well encoded");
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
