package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A discovery.k8s.io/v1 EndpointSlice. An endpoint that cannot be read is left out and the others stay; a slice of type FQDN
 * is of no use to DNS and no defect.
 */
final class EndpointSliceShape implements Shape {

    private final boolean network;
    private String addressType = "";
    private List<Endpoint> endpoints = List.of();
    private List<ServicePort> ports = List.of();

    /**
     * @param network whether endpoints come with whether they serve and end
     */
    EndpointSliceShape(boolean network) {
        this.network = network;
    }

    @Override
    public void clear() {
        addressType = "";
        endpoints = List.of();
        ports = List.of();
    }

    @Override
    public void field(String name, Cursor cursor) {
        switch (name) {
            case "addressType" -> {
                String text = cursor.text();
                addressType = text == null ? "" : text;
            }
            case "endpoints" -> endpoints = endpoints(cursor);
            case "ports" -> ports = PortList.read(cursor);
            default -> cursor.skip();
        }
    }

    private List<Endpoint> endpoints(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<Endpoint> endpoints = new ArrayList<>();
        while (cursor.element()) {
            // A defect noted before belongs to the slice and must not be taken for the endpoint's.
            String before = cursor.remarks().defect();
            if (before != null) {
                cursor.skip();
                continue;
            }
            Endpoint endpoint = EndpointShape.read(cursor, network);
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        return endpoints;
    }

    @Override
    public @Nullable EndpointSlice build(Metadata metadata, Cursor cursor) {
        if (addressType.equals("FQDN")) {
            cursor.remarks().forget();
            return null;
        }
        Names.checkSubdomain("name", metadata.name(), cursor);
        Names.checkLabel("namespace", metadata.namespace(), cursor);
        if (!addressType.equals("IPv4") && !addressType.equals("IPv6")) {
            cursor.defect("addressType is none of IPv4, IPv6, FQDN: " + Names.shown(addressType));
        }
        if (cursor.remarks().defect() != null) {
            return null;
        }
        return new EndpointSlice(
                metadata.namespace(),
                metadata.name(),
                metadata.service(),
                metadata.importedService(),
                metadata.sourceCluster(),
                ports,
                ofOneFamily(cursor),
                metadata.triggered());
    }

    private List<Endpoint> ofOneFamily(Cursor cursor) {
        boolean v6 = addressType.equals("IPv6");
        if (endpoints.isEmpty()) {
            return List.of();
        }
        endpoints.removeIf(endpoint -> {
            for (IpAddress address : endpoint.addresses()) {
                if (address.v6() != v6) {
                    cursor.flaw("an address is not " + addressType + ": " + address);
                    return true;
                }
            }
            return false;
        });
        return endpoints;
    }
}
