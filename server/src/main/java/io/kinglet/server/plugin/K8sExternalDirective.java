package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.k8s.zone.ExternalConfig;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code k8s_external [ZONE...] { apex; ttl; headless; fallthrough }}: Services by the addresses they have outside of the cluster. */
public record K8sExternalDirective(ExternalConfig config, Position position) implements Part {

    @Override
    public Layer layer(Host host) {
        return host.external(this);
    }

    @Override
    public boolean passesOverCache() {
        return true;
    }

    /** Has the cluster of a block read for it what leads to Services from outside. */
    static void prepare(List<Part> parts, Consumer<CorefileException> problems) {
        for (Part part : List.copyOf(parts)) {
            if (part instanceof K8sExternalDirective external) {
                boolean found = false;
                for (int i = 0; i < parts.size(); i++) {
                    if (parts.get(i) instanceof KubernetesDirective cluster) {
                        parts.set(i, cluster.withExternal());
                        found = true;
                    }
                }
                if (!found) {
                    problems.accept(new CorefileException(
                            external.position,
                            "`k8s_external` needs `kubernetes` in the same block, whose cluster it shows; add it"));
                }
            }
        }
    }

    static K8sExternalDirective read(DirectiveReader line, BlockScope block) {
        List<DomainName> zones = Zones.rest(line, block.zones());
        if (zones.stream().allMatch(Zones::isReverse)) {
            throw line.error("`k8s_external` needs a zone that is not a reverse zone, such as `example.org`; found "
                    + Words.list(zones.stream().map(DomainName::toString).toList()));
        }
        Reading reading = new Reading();
        line.body(Map.of(
                "apex", it -> reading.apex = label(it),
                "ttl", it -> reading.ttl = it.integer("the TTL in seconds", 0, ExternalConfig.MAX_TTL),
                "headless", it -> reading.headless = it.flag(),
                "fallthrough", it -> reading.fallthrough = Zones.rest(it, List.of(DomainName.ROOT))));
        line.end();
        return new K8sExternalDirective(
                new ExternalConfig(zones, reading.apex, reading.ttl, reading.headless, reading.fallthrough),
                line.position());
    }

    private static String label(DirectiveReader line) {
        Token token = line.next("the label");
        if (!token.text().matches("[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?")) {
            throw line.expected(token, "one label, such as `dns`");
        }
        return token.text();
    }

    /** One reading of one directive. */
    private static final class Reading {
        private String apex = ExternalConfig.DEFAULT_APEX;
        private int ttl = ExternalConfig.DEFAULT_TTL;
        private boolean headless;
        private List<DomainName> fallthrough = List.of();
    }
}
