package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has changed of a zone between two versions: only what the index has touched is asked for. Confined to one thread. */
final class VersionDifference {

    private final ClusterVersion before;
    private final ClusterVersion after;
    private final List<Rrset> old = new ArrayList<>();
    private final List<Rrset> now = new ArrayList<>();

    private VersionDifference(ClusterVersion before, ClusterVersion after) {
        this.before = before;
        this.after = after;
    }

    static ZoneChange between(ClusterVersion before, ClusterVersion after) {
        VersionDifference difference = new VersionDifference(before, after);
        difference.collect();
        return ZoneChange.between(before.soa(), difference.old, after.soa(), difference.now);
    }

    private void collect() {
        ZoneContent was = before.content();
        ZoneContent is = after.content();
        old.addAll(was.apex());
        now.addAll(is.apex());
        boolean imported = before.zone().multicluster();
        Set<IpAddress> addresses = new LinkedHashSet<>();
        for (ByteBuffer key : after.index().changedSince(before.index(), imported)) {
            ServiceEntry then = entry(before.index(), imported, key.array());
            ServiceEntry today = entry(after.index(), imported, key.array());
            if (before.zone().reverse()) {
                // An address may have other Services, too: it is asked for by itself.
                addresses.addAll(then == null ? Set.of() : was.addresses(then));
                addresses.addAll(today == null ? Set.of() : is.addresses(today));
            } else {
                old.addAll(then == null ? List.of() : was.of(then));
                now.addAll(today == null ? List.of() : is.of(today));
            }
        }
        for (IpAddress address : addresses) {
            old.addAll(was.of(address));
            now.addAll(is.of(address));
        }
    }

    private static @Nullable ServiceEntry entry(ClusterIndex index, boolean imported, byte[] key) {
        return imported ? index.serviceImport(key, 0, key.length) : index.service(key, 0, key.length);
    }
}
