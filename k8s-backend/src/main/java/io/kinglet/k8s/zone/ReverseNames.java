package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/** Names under {@code in-addr.arpa} and {@code ip6.arpa}. Null is the answer for a name that does not exist. Stateless. */
final class ReverseNames {

    private ReverseNames() {}

    static @Nullable Answer resolve(Query query, Version version) {
        byte[] lower = query.lowerQname();
        long v4 = ReverseName.v4(lower, query.qnameLength());
        if (v4 >= 0) {
            return version.ptr().any(false, 0, v4) ? of(query, version) : null;
        }
        ReverseName.Prefix prefix = ReverseName.read(lower, query.qnameLength());
        if (prefix == null) {
            return null;
        }
        if (prefix.whole()) {
            return version.ptr().any(true, prefix.high(), prefix.low()) ? of(query, version) : null;
        }
        return version.index().hasReverseBelow(prefix) ? version.noData() : null;
    }

    private static Answer of(Query query, Version version) {
        return query.qtype() == RecordType.PTR ? version.ptrAnswer() : version.noData();
    }
}
