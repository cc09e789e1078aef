package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** The addresses of endpoints, owned by their names: additional data of their SRV records. */
final class EndpointGlue implements RecordSet {

    private final EndpointSet set;
    private final int[] endpoints;

    EndpointGlue(EndpointSet set, int[] endpoints) {
        this.set = set;
        this.endpoints = endpoints;
    }

    @Override
    public int size(Query query) {
        return endpoints.length;
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void write(int index, MessageWriter out) {
        label(set, endpoints[index], out);
        out.suffix(Suffix.service(out.query(), set.keyLength()));
        IpAddress address = set.arrays().address(endpoints[index]);
        PackedAddresses.rest(address.octets(), 0, address.size(), out);
    }

    /** Writes the labels of an endpoint's name in front of the Service's. */
    static void label(EndpointSet set, int endpoint, MessageWriter out) {
        byte[] label = set.arrays().label(endpoint);
        byte[] octets = label != null ? label : AddressLabel.of(set.arrays().address(endpoint));
        out.octets(octets, 0, octets.length);
    }
}
