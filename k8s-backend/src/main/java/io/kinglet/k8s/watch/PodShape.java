package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Pod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A core/v1 Pod: of its {@code status} the addresses. */
final class PodShape implements Shape {

    private final List<IpAddress> single = new ArrayList<>(1);
    private List<IpAddress> all = List.of();

    @Override
    public void clear() {
        single.clear();
        all = List.of();
    }

    @Override
    public void field(String name, Cursor cursor) {
        if (!name.equals("status")) {
            cursor.skip();
            return;
        }
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "podIP" -> AddressList.add(cursor, single);
                case "podIPs" -> all = podIps(cursor);
                default -> cursor.skip();
            }
        }
    }

    private static List<IpAddress> podIps(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<IpAddress> addresses = new ArrayList<>(2);
        while (cursor.element()) {
            if (cursor.object()) {
                while (cursor.field()) {
                    if (cursor.name().equals("ip")) {
                        AddressList.add(cursor, addresses);
                    } else {
                        cursor.skip();
                    }
                }
            }
        }
        return addresses;
    }

    @Override
    public @Nullable Pod build(Metadata metadata, Cursor cursor) {
        Names.checkSubdomain("name", metadata.name(), cursor);
        Names.checkLabel("namespace", metadata.namespace(), cursor);
        if (cursor.remarks().defect() != null) {
            return null;
        }
        List<IpAddress> addresses = List.copyOf(all.isEmpty() ? single : all);
        return new Pod(metadata.namespace(), metadata.name(), addresses, metadata.deleting());
    }
}
