package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.schema.EndpointSet;
import org.jspecify.annotations.Nullable;

/**
 * PTR records of the address that QNAME spells: the Service with that cluster IP, otherwise every Service with such an endpoint
 * (k8s DNS spec 2.3.3 and 2.4.3; names of endpoints without hostname are an extension of the peer). One object per version of the
 * index.
 *
 * @param primaryZone canonical wire format; ends every target
 */
record PtrRecords(ClusterIndex index, byte[] primaryZone, boolean hostnameOnly) implements RecordSet {

    private static final byte[] SVC = {3, 's', 'v', 'c'};

    /** Whether the address has a PTR record. */
    boolean any(boolean v6, long high, long low) {
        return size(v6, high, low) > 0;
    }

    @Override
    public int size(Query query) {
        long v4 = ReverseName.v4(query.lowerQname(), query.qnameLength());
        if (v4 >= 0) {
            return size(false, 0, v4);
        }
        ReverseName.Prefix prefix = ReverseName.read(query.lowerQname(), query.qnameLength());
        return prefix == null ? 0 : size(true, prefix.high(), prefix.low());
    }

    private int size(boolean v6, long high, long low) {
        if (index.byClusterIp(v6, high, low) != null) {
            return 1;
        }
        int size = 0;
        int owners = index.owners(v6, high, low);
        for (int i = 0; i < owners; i++) {
            size += names(index.owner(v6, high, low, i), v6, high, low);
        }
        return size;
    }

    @Override
    public void write(int nth, MessageWriter out) {
        Query query = out.query();
        long v4 = ReverseName.v4(query.lowerQname(), query.qnameLength());
        if (v4 >= 0) {
            write(false, 0, v4, nth, out);
            return;
        }
        ReverseName.Prefix prefix = ReverseName.read(query.lowerQname(), query.qnameLength());
        if (prefix != null) {
            write(true, prefix.high(), prefix.low(), nth, out);
        }
    }

    private void write(boolean v6, long high, long low, int nth, MessageWriter out) {
        out.qname();
        out.head(RecordType.PTR, out.query().ttl());
        int start = out.openRdata();
        ServiceEntry entry = index.byClusterIp(v6, high, low);
        if (entry == null) {
            entry = writeEndpoint(v6, high, low, nth, out);
        }
        if (entry != null) {
            out.octets(entry.key(), 0, entry.key().length);
            out.octets(SVC, 0, SVC.length);
            out.octets(primaryZone, 0, primaryZone.length);
        }
        out.closeRdata(start);
    }

    /** Writes the labels of the {@code nth} endpoint's name and returns its Service. */
    private @Nullable ServiceEntry writeEndpoint(boolean v6, long high, long low, int nth, MessageWriter out) {
        int left = nth;
        int owners = index.owners(v6, high, low);
        for (int i = 0; i < owners; i++) {
            ServiceEntry entry = index.owner(v6, high, low, i);
            int names = names(entry, v6, high, low);
            EndpointSet endpoints = entry == null ? null : entry.endpoints();
            if (entry != null && endpoints != null && left < names) {
                int behind = entry.key().length + SVC.length + primaryZone.length;
                endpoints.writeName(v6, high, low, hostnameOnly, left, behind, out);
                return entry;
            }
            left -= names;
        }
        return null;
    }

    private int names(@Nullable ServiceEntry entry, boolean v6, long high, long low) {
        EndpointSet endpoints = entry == null ? null : entry.endpoints();
        return endpoints == null ? 0 : endpoints.names(v6, high, low, hostnameOnly);
    }
}
