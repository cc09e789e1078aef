package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.querylog.SourceMetadata;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.k8s.zone.KubernetesMetadata;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.MetadataDirective;
import io.kinglet.server.plugin.ProxyprotoDirective;
import io.kinglet.server.plugin.ViewDirective;
import java.util.List;

/** What is known of a block's queries besides what they say, for names of the zones that {@code metadata} tells. Stateless. */
final class BlockMetadata {

    private BlockMetadata() {}

    static Metadata of(BlockPlan block, ClusterFeeds feeds) {
        MetadataDirective directive = block.one(MetadataDirective.class);
        if (directive == null) {
            return Metadata.NONE;
        }
        Metadata known = Metadata.NONE;
        for (KubernetesDirective cluster : block.all(KubernetesDirective.class)) {
            known = known.or(
                    new KubernetesMetadata(cluster.config(), feeds.of(cluster).index()));
        }
        ViewDirective view = block.one(ViewDirective.class);
        if (view != null) {
            known = known.or((label, query) -> label.equals("view/name") ? view.name() : "");
        }
        if (block.one(ProxyprotoDirective.class) != null) {
            known = known.or(ProxyMetadata.INSTANCE);
        }
        Metadata all = known;
        List<byte[]> zones =
                directive.zones().stream().map(DomainName::canonicalOctets).toList();
        Metadata ofZones = (label, query) -> zones.stream().anyMatch(query::isWithin) ? all.value(label, query) : "";
        // Known of every name, as in CoreDNS, where the zones bound what is collected before a query is answered.
        return SourceMetadata.INSTANCE.or(ofZones);
    }
}
