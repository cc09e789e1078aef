package io.kinglet.server.corefile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a zone served twice on one port. Confined to one parse.
 *
 * <p>Two blocks may share a zone and port when each listens on addresses of its own ({@code bind}), or when the earlier
 * answers only some queries ({@code view}).
 */
final class Overlaps {
    /** The first key without {@code view} by zone, port and address; the address {@code *} stands for all of them. */
    private final Map<String, ServerKey> taken = new HashMap<>();

    private Overlaps() {}

    /**
     * Checks all pairs of keys.
     *
     * @throws CorefileException at the later of two
     */
    static void check(List<ServerBlock> blocks) {
        Overlaps overlaps = new Overlaps();
        for (ServerBlock block : blocks) {
            List<String> addresses = block.named("bind").stream()
                    .flatMap(bind -> bind.arguments().stream())
                    .map(Token::text)
                    .distinct()
                    .toList();
            for (ServerKey key : block.keys()) {
                overlaps.add(key, addresses, block.has("view"));
            }
        }
    }

    private void add(ServerKey key, List<String> addresses, boolean view) {
        refuse(key, taken.get(key + " *"), view);
        if (addresses.isEmpty()) {
            // Without `bind` a block listens on every address, also on those that another has bound.
            refuse(key, taken.get(key + " bound"), view);
        }
        for (String address : addresses) {
            refuse(key, taken.get(key + " " + address), view);
        }
        if (!view) {
            if (addresses.isEmpty()) {
                taken.put(key + " *", key);
            } else {
                taken.putIfAbsent(key + " bound", key);
                addresses.forEach(address -> taken.put(key + " " + address, key));
            }
        }
    }

    private static void refuse(ServerKey key, @Nullable ServerKey earlier, boolean view) {
        if (earlier != null) {
            throw new CorefileException(
                    key.position(),
                    Words.quote(key.toString()) + " is already served by the block at " + earlier.position()
                            + (view
                                    ? ", which answers everything; put the block with `view` above it"
                                    : "; merge the blocks, or give them different ports or `bind` addresses"));
        }
    }
}
