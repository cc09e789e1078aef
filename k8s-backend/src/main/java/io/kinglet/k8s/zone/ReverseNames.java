package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/** Names under {@code in-addr.arpa} and {@code ip6.arpa}. Null is the answer for a name that does not exist. Stateless. */
final class ReverseNames {

    private ReverseNames() {}

    static @Nullable Answer resolve(Query query, ClusterVersion version) {
        byte[] lower = query.lowerQname();
        long v4 = ReverseName.v4(lower, query.qnameLength());
        if (v4 >= 0) {
            return exists(false, 0, v4, version) ? of(query, version) : null;
        }
        ReverseName.Prefix prefix = ReverseName.read(lower, query.qnameLength());
        if (prefix == null) {
            return null;
        }
        if (prefix.whole()) {
            return exists(true, prefix.high(), prefix.low(), version) ? of(query, version) : null;
        }
        return version.index().hasReverseBelow(prefix) ? version.names().noData() : null;
    }

    /** Half a list may lack the Service whose cluster IP it is, or some of its endpoints: then nothing is known of the address. */
    private static boolean exists(boolean v6, long high, long low, ClusterVersion version) {
        return (version.index().synced() || version.index().byClusterIp(v6, high, low) != null)
                && version.ptr().any(v6, high, low);
    }

    private static Answer of(Query query, ClusterVersion version) {
        return query.qtype() == RecordType.PTR
                ? version.ptrAnswer()
                : version.names().noData();
    }
}
