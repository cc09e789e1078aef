package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.ServiceImport;
import io.kinglet.k8s.model.ServicePort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A multicluster.x-k8s.io/v1alpha1 ServiceImport: of its {@code spec} the type, the addresses and the ports. */
final class ServiceImportShape implements Shape {

    private boolean headless;
    private List<IpAddress> addresses = List.of();
    private List<ServicePort> ports = List.of();

    @Override
    public void clear() {
        headless = false;
        addresses = List.of();
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
                case "type" -> headless = "Headless".equals(cursor.text());
                case "ips" -> addresses = AddressList.read(cursor);
                case "ports" -> ports = PortList.read(cursor);
                default -> cursor.skip();
            }
        }
    }

    @Override
    public @Nullable ServiceImport build(Metadata metadata, Cursor cursor) {
        Names.checkLabel("name", metadata.name(), cursor);
        Names.checkLabel("namespace", metadata.namespace(), cursor);
        if (cursor.remarks().defect() != null) {
            return null;
        }
        List<IpAddress> own = headless ? List.of() : addresses;
        return new ServiceImport(metadata.namespace(), metadata.name(), headless, own, ports);
    }
}
