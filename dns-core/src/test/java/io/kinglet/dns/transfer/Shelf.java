package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.StaticZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps everything, of one zone. */
final class Shelf implements CopyShelf {

    final List<ZoneCopy> kept = new ArrayList<>();

    @Override
    public @Nullable ZoneCopy find(DomainName apex) {
        return kept.isEmpty() ? null : kept.get(kept.size() - 1);
    }

    @Override
    public void keep(ZoneCopy copy) {
        kept.add(copy);
    }

    Set<StaticZone> versions() {
        return kept.stream().map(ZoneCopy::version).collect(Collectors.toSet());
    }
}
