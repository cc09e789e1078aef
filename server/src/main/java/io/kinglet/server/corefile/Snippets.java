package io.kinglet.server.corefile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The snippets defined so far: {@code (name) { ... }} at the top level. Confined to one parse. */
final class Snippets {
    private final Map<String, Snippet> snippets = new LinkedHashMap<>();

    /** Reads a definition; the next token is its name. */
    void define(TokenSource source) {
        Lexeme name = source.next();
        String text = name.token().text();
        if (text.length() < 3 || !text.endsWith(")")) {
            throw new CorefileException(
                    name.position(), "found " + Words.quote(text) + "; a snippet begins with `(name) {`");
        }
        Lexeme open = source.peek();
        if (open == null || !open.isOpen()) {
            throw new CorefileException(
                    open == null ? name.position() : open.position(),
                    "found "
                            + (open == null
                                    ? "the end"
                                    : Words.quote(open.token().text())) + " after the snippet name " + Words.quote(text)
                            + "; `{` must follow it");
        }
        String key = text.substring(1, text.length() - 1);
        Snippet earlier = snippets.get(key);
        if (earlier != null) {
            throw new CorefileException(
                    name.position(), "the snippet `" + text + "` is already defined at " + earlier.position);
        }
        snippets.put(key, new Snippet(body(source, text), name.position()));
    }

    private static List<Lexeme> body(TokenSource source, String name) {
        Lexeme open = source.next();
        List<Lexeme> body = new ArrayList<>();
        int depth = 1;
        while (true) {
            Lexeme lexeme = source.peek();
            if (lexeme == null) {
                throw new CorefileException(
                        open.position(), "the snippet " + Words.quote(name) + " opened here is never closed by a `}`");
            }
            source.next();
            depth += lexeme.isOpen() ? 1 : lexeme.isClose() ? -1 : 0;
            if (depth == 0) {
                return List.copyOf(body);
            }
            body.add(body.isEmpty() ? lexeme.startingLine() : lexeme);
        }
    }

    /** The tokens between the braces, or null when there is no such snippet. */
    @Nullable
    List<Lexeme> body(String name) {
        Snippet snippet = snippets.get(name);
        return snippet == null ? null : snippet.body;
    }

    Set<String> names() {
        return snippets.keySet();
    }

    private record Snippet(List<Lexeme> body, Position position) {}
}
