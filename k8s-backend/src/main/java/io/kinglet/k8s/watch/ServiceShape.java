package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.Service.Type;
import io.kinglet.k8s.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A core/v1 Service: of its {@code spec} the type, the cluster IPs, the external name and the ports; if asked for, its external IPs
 * and those of its load balancer.
 */
final class ServiceShape implements Shape {

    private static final String NONE = "None";

    private @Nullable String type;
    private @Nullable String clusterIp;
    private List<String> clusterIps = List.of();
    private @Nullable String externalName;
    private List<ServicePort> ports = List.of();
    private final boolean external;
    private final @Nullable ServiceDetailShape detail;
    private List<String> externalIps = List.of();
    private List<Ingress> ingress = List.of();

    /** An entry of {@code status.loadBalancer.ingress}. */
    private record Ingress(@Nullable String ip, @Nullable String hostname) {}

    /**
     * @param external whether to read where it is reached from outside
     * @param network whether to read its detail
     */
    ServiceShape(boolean external, boolean network) {
        this.external = external;
        this.detail = network ? new ServiceDetailShape() : null;
    }

    @Override
    public void clear() {
        type = null;
        clusterIp = null;
        clusterIps = List.of();
        externalName = null;
        ports = List.of();
        externalIps = List.of();
        ingress = List.of();
        if (detail != null) {
            detail.clear();
        }
    }

    @Override
    public void field(String name, Cursor cursor) {
        if (external && name.equals("status")) {
            status(cursor);
            return;
        }
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
                case "clusterIPs" -> clusterIps = TextList.read(cursor);
                case "externalName" -> externalName = cursor.text();
                case "ports" -> ports = detail == null ? PortList.read(cursor) : PortList.read(cursor, detail.ports());
                case "externalIPs" -> {
                    if (external) {
                        externalIps = TextList.read(cursor);
                    } else {
                        cursor.skip();
                    }
                }
                default -> {
                    if (detail == null || !detail.field(cursor)) {
                        cursor.skip();
                    }
                }
            }
        }
    }

    private void status(Cursor cursor) {
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            if (!cursor.name().equals("loadBalancer")) {
                cursor.skip();
            } else if (cursor.object()) {
                while (cursor.field()) {
                    if (cursor.name().equals("ingress")) {
                        ingress = ingress(cursor);
                    } else {
                        cursor.skip();
                    }
                }
            }
        }
    }

    private static List<Ingress> ingress(Cursor cursor) {
        List<Ingress> all = new ArrayList<>(1);
        if (!cursor.array()) {
            return all;
        }
        while (cursor.element()) {
            String ip = null;
            String hostname = null;
            if (cursor.object()) {
                while (cursor.field()) {
                    switch (cursor.name()) {
                        case "ip" -> ip = cursor.text();
                        case "hostname" -> hostname = cursor.text();
                        default -> cursor.skip();
                    }
                }
            }
            all.add(new Ingress(ip, hostname));
        }
        return all;
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
        return new Service(
                metadata.namespace(),
                metadata.name(),
                kind,
                addresses,
                target,
                ports,
                outside(cursor),
                detail == null ? null : detail.build(type, metadata));
    }

    /** An entry that cannot be read is left out and the others stay. */
    private External outside(Cursor cursor) {
        if (externalIps.isEmpty() && ingress.isEmpty()) {
            return External.NONE;
        }
        List<IpAddress> addresses = new ArrayList<>();
        List<String> hostnames = new ArrayList<>();
        externalIps.forEach(text -> address(text, "externalIPs", addresses, cursor));
        for (Ingress entry : ingress) {
            if (entry.ip() != null && !entry.ip().isEmpty()) {
                address(entry.ip(), "loadBalancer", addresses, cursor);
            } else if (entry.hostname() != null && !entry.hostname().isEmpty()) {
                hostnames.add(entry.hostname());
            }
        }
        return new External(addresses, hostnames);
    }

    private static void address(String text, String field, List<IpAddress> addresses, Cursor cursor) {
        IpAddress address = IpAddress.parse(text);
        if (address != null) {
            addresses.add(address);
        } else {
            cursor.flaw("an address of " + field + " is none: " + Names.shown(text));
        }
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
