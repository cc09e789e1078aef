package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.k8s.zone.PodMode;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code autopath [ZONE...] RESOLV-CONF|@kubernetes}: search lists are walked by the server.
 *
 * @param zones in which names are completed
 * @param search the list of all clients; null where each Pod has its own
 * @param position of the word that says where lists come from
 */
public record AutopathDirective(
        List<DomainName> zones, @Nullable List<DomainName> search, Position position) implements Part {

    private static final String CLUSTER = "@kubernetes";

    public AutopathDirective {
        zones = List.copyOf(zones);
        search = search == null ? null : List.copyOf(search);
    }

    @Override
    public @Nullable Layer layer(Host host) {
        return search != null && search.isEmpty() ? null : host.autopath(this);
    }

    static AutopathDirective read(DirectiveReader line, BlockScope block) {
        List<Token> words =
                line.rest("zones, and a file such as `/etc/resolv.conf` or `" + CLUSTER + "`", 1, Integer.MAX_VALUE);
        line.end();
        Token last = words.get(words.size() - 1);
        List<DomainName> zones = new ArrayList<>();
        words.subList(0, words.size() - 1).forEach(it -> zones.addAll(Zones.of(it)));
        return new AutopathDirective(
                zones.isEmpty() ? block.zones() : zones, search(line, last, block), last.position());
    }

    /** Pods are known by their addresses only where they are read. */
    void warnOfUnknownPods(List<KubernetesDirective> clusters, BlockScope block) {
        if (search == null && clusters.stream().noneMatch(it -> it.config().pods() == PodMode.VERIFIED)) {
            block.warn(
                    position,
                    clusters.isEmpty()
                            ? "this block has no `kubernetes`, so `autopath` completes nothing"
                            : "`autopath " + CLUSTER + "` completes nothing unless `kubernetes` says `pods verified`");
        }
    }

    private static @Nullable List<DomainName> search(DirectiveReader line, Token word, BlockScope block) {
        if (word.text().equals(CLUSTER)) {
            return null;
        }
        if (word.text().startsWith("@")) {
            throw line.expected(word, "`" + CLUSTER + "`, or a file such as `/etc/resolv.conf`");
        }
        try {
            Path file = block.path(word.text());
            List<DomainName> elements = SearchLines.read(file, word.position());
            if (elements.isEmpty()) {
                block.warn(
                        word.position(),
                        "the file `" + file + "` has no `search` line, so `autopath` completes nothing");
            }
            return elements;
        } catch (InvalidPathException e) {
            throw line.expected(word, "`" + CLUSTER + "`, or a file such as `/etc/resolv.conf`");
        }
    }
}
