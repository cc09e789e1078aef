package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.Service.Type;
import io.kinglet.k8s.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A core/v1 Service: of its {@code spec} the type, the cluster IPs, the external name and the ports. */
final class ServiceShape implements Shape {

    private static final String NONE = "None";

    private @Nullable String type;
    private @Nullable String clusterIp;
    private List<String> clusterIps = List.of();
    private @Nullable String externalName;
    private List<ServicePort> ports = List.of();

    @Override
    public void clear() {
        type = null;
        clusterIp = null;
        clusterIps = List.of();
        externalName = null;
        ports = List.of();
    }

    @Override
    public void field(String name, Cursor cursor) {
        if (!name.equals("spec")) {
            cursor.skip();
            return;
        }
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "type" -> type = cursor.text();
                case "clusterIP" -> clusterIp = cursor.text();
                case "clusterIPs" -> clusterIps = texts(cursor);
                case "externalName" -> externalName = cursor.text();
                case "ports" -> ports = PortList.read(cursor);
                default -> cursor.skip();
            }
        }
    }

    private static List<String> texts(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(2);
        while (cursor.element()) {
            String text = cursor.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    @Override
    public @Nullable Service build(Metadata metadata, Cursor cursor) {
        Names.checkLabel("name", metadata.name(), cursor);
        Names.checkLabel("namespace", metadata.namespace(), cursor);
        Type kind = "ExternalName".equals(type)
                ? Type.EXTERNAL_NAME
                : NONE.equals(clusterIp) || clusterIps.contains(NONE) ? Type.HEADLESS : Type.CLUSTER_IP;
        List<IpAddress> addresses = kind == Type.CLUSTER_IP ? addresses(cursor) : List.of();
        if (cursor.remarks().defect() != null) {
            return null;
        }
        String target = kind == Type.EXTERNAL_NAME ? externalName : null;
        return new Service(metadata.namespace(), metadata.name(), kind, addresses, target, ports);
    }

    private List<IpAddress> addresses(Cursor cursor) {
        List<String> texts = clusterIps.isEmpty() && clusterIp != null ? List.of(clusterIp) : clusterIps;
        List<IpAddress> addresses = new ArrayList<>(texts.size());
        for (String text : texts) {
            IpAddress address = IpAddress.parse(text);
            if (address != null) {
                addresses.add(address);
            } else if (!text.isEmpty()) {
                cursor.defect("clusterIP is no address: " + Names.shown(text));
            }
        }
        return addresses;
    }
}
