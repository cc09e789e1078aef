package io.kinglet.server.assembly;

import io.kinglet.server.plugin.CacheDirective;
import io.kinglet.server.plugin.HeaderDirective;
import io.kinglet.server.plugin.MinimalDirective;
import io.kinglet.server.plugin.Part;
import java.util.ArrayList;
import java.util.List;

/** Where parts of a block stand in its chain otherwise than in the list of plugins, with the same outcome. Stateless. */
final class ChainOrder {

    private ChainOrder() {}

    static List<Part> of(List<Part> parts) {
        return ownDataOverCache(marksOverCache(parts));
    }

    /** What only says how replies look: over the cache, so that what is kept is as it came, and hits look alike. */
    private static List<Part> marksOverCache(List<Part> parts) {
        List<Part> order = new ArrayList<>();
        int over = -1;
        for (Part part : parts) {
            if (part instanceof CacheDirective) {
                over = order.size();
            }
            if (over >= 0 && part instanceof MinimalDirective) {
                order.add(over, part);
                over++;
            } else if (over >= 0 && part instanceof HeaderDirective header) {
                order.add(over, header.ofReplies());
                over++;
                if (!header.ofQueries().config().isEmpty()) {
                    order.add(header.ofQueries());
                }
            } else {
                order.add(part);
            }
        }
        return order;
    }

    /**
     * The same parts, but a cache right above clusters and lists of hosts put right below them: their names are never kept, so
     * looking for them among what is kept would only cost. What they pass on meets the cache as before.
     */
    private static List<Part> ownDataOverCache(List<Part> parts) {
        List<Part> order = new ArrayList<>(parts);
        for (int i = order.size() - 2; i >= 0; i--) {
            if (order.get(i) instanceof CacheDirective && order.get(i + 1).passesOverCache()) {
                Part cache = order.remove(i);
                int below = i;
                while (below < order.size() && order.get(below).passesOverCache()) {
                    below++;
                }
                order.add(below, cache);
            }
        }
        return order;
    }
}
