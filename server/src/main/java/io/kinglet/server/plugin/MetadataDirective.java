package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.DirectiveReader;
import java.util.List;

/** {@code metadata [ZONE...]}: what is known of queries for these names besides what they say can be logged, and asked for. */
public record MetadataDirective(List<DomainName> zones) implements Part {

    public MetadataDirective {
        zones = List.copyOf(zones);
    }

    static MetadataDirective read(DirectiveReader line, BlockScope block) {
        List<DomainName> zones = Zones.rest(line, block.zones());
        line.end();
        return new MetadataDirective(zones);
    }
}
