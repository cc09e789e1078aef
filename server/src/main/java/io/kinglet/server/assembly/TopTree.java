package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.talkers.SearchPath;
import io.kinglet.dns.talkers.Talkers;
import io.kinglet.dns.talkers.Talkers.Talker;
import io.kinglet.dns.talkers.TalkersLayer;
import io.kinglet.server.plugin.KubernetesDirective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who asks most, as {@code /api/v1/top} says it; {@code PLUGINS.md} has the fields. Stateless; any thread. */
final class TopTree {

    /** As many are compared with each other, however few are shown. */
    private static final int EVIDENCE = 500;

    private TopTree() {}

    /**
     * @param most how many of each
     */
    static Map<String, Object> of(Generation generation, TalkersLayer layer, int most) {
        Talkers now = layer.now(EVIDENCE);
        double seconds = now.span().toNanos() / 1e9;
        SearchPath searched = new SearchPath(
                clusterZones(generation),
                now.nonexistent().stream().map(Talker::who).toList());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("spanSeconds", seconds);
        tree.put("oneOf", layer.oneOf());
        tree.put("names", list(now.names(), most, seconds, (name, its) -> its.put("name", name.toString())));
        tree.put("clients", list(now.clients(), most, seconds, (client, its) -> {
            its.put("address", client.toString());
            its.put("namespace", namespace(generation, client));
        }));
        tree.put("nonexistent", list(now.nonexistent(), most, seconds, (name, its) -> {
            its.put("name", name.toString());
            DomainName origin = searched.origin(name);
            its.put("searchedFor", origin == null ? null : origin.toString());
        }));
        return tree;
    }

    /** Says who it is. */
    private interface Naming<T> {
        void name(T who, Map<String, @Nullable Object> tree);
    }

    private static <T> List<Object> list(List<Talker<T>> talkers, int most, double seconds, Naming<T> naming) {
        List<Object> list = new ArrayList<>();
        for (Talker<T> talker : talkers.subList(0, Math.min(most, talkers.size()))) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            naming.name(talker.who(), tree);
            tree.put("queries", talker.count());
            tree.put("atLeast", talker.sure());
            tree.put("perSecond", talker.count() / Math.max(1, seconds));
            list.add(tree);
        }
        return list;
    }

    private static List<DomainName> clusterZones(Generation generation) {
        return generation.plan().blocks().stream()
                .flatMap(block -> block.all(KubernetesDirective.class).stream())
                .flatMap(directive -> directive.config().zones().stream())
                .distinct()
                .toList();
    }

    /** Of the Pod that has the address, where Pods are known. */
    private static @Nullable String namespace(Generation generation, IpAddress address) {
        return generation.feeds().all().stream()
                .map(feed -> feed.index().current().podNamespace(address))
                .filter(Objects::nonNull)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
