package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.schema.AddressLabel;
import io.kinglet.k8s.schema.SpelledAddress;
import org.jspecify.annotations.Nullable;

/** Names under {@code pod.ZONE}: {@code 10-1-2-3.NS.pod.ZONE}. Null is the answer for a name that does not exist. */
final class PodNames {

    private final PodMode mode;

    PodNames(PodMode mode) {
        this.mode = mode;
    }

    /**
     * @param below labels in front of the zone, at least one, the last of them {@code pod}
     */
    @Nullable
    Answer resolve(Query query, int below, Version version) {
        byte[] lower = query.lowerQname();
        ClusterIndex index = version.index();
        if (below == 1) {
            return version.noData();
        }
        int namespace = query.labelOffset(below - 2);
        if (below > 3 || mode == PodMode.DISABLED || !index.namespaceExists(lower, namespace)) {
            return null;
        }
        if (below == 2) {
            return version.noData();
        }
        long v4 = AddressLabel.v4(lower, 1, lower[0]);
        if (v4 >= 0) {
            boolean exists = mode == PodMode.INSECURE || index.hasPod(lower, namespace, false, 0, v4);
            return exists ? of(query, RecordType.A, SpelledAddress.A, version) : null;
        }
        IpAddress v6 = AddressLabel.v6(lower, 1, lower[0]);
        boolean exists = v6 != null
                && v6.v6()
                && (mode == PodMode.INSECURE || index.hasPod(lower, namespace, true, v6.high(), v6.low()));
        return exists ? of(query, RecordType.AAAA, SpelledAddress.AAAA, version) : null;
    }

    private static Answer of(Query query, int type, SpelledAddress address, Version version) {
        return query.qtype() == type ? address.answer() : version.noData();
    }
}
