package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Scheme;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code https { max_connections N; max_streams N }}: what clients of the block's {@code https://} keys may take. Null is what was
 * not said.
 *
 * @param connections 0 for as many as the server has for all
 * @param streams 0 for the standard number
 */
public record HttpsDirective(
        @Nullable Integer connections, @Nullable Integer streams) implements Part {

    @Override
    public boolean answers() {
        return false;
    }

    static HttpsDirective read(DirectiveReader line, BlockScope block) {
        @Nullable Integer[] said = new Integer[2];
        Map<String, Consumer<DirectiveReader>> readers = new LinkedHashMap<>();
        readers.put("max_connections", it -> once(it, "the connections", said[0], number -> said[0] = number));
        readers.put("max_streams", it -> once(it, "the streams of a connection", said[1], number -> said[1] = number));
        line.body(readers);
        line.end();
        if (block.keys().stream().noneMatch(key -> key.scheme() == Scheme.HTTPS)) {
            block.warn(
                    line.position(),
                    "`https` has no effect: no key of this block begins with `https://`, as `https://.` does");
        }
        return new HttpsDirective(said[0], said[1]);
    }

    private static void once(DirectiveReader line, String what, @Nullable Integer before, IntConsumer taker) {
        if (before != null) {
            throw line.error("`" + line.name() + "` stands a second time in `https`; keep one");
        }
        taker.accept(line.integer(what, 0, Integer.MAX_VALUE));
    }
}
