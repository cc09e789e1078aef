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
    public void field(String name, JsonCursor json) {
        if (!name.equals("status")) {
            json.skip();
            return;
        }
        if (!json.object()) {
            return;
        }
        while (json.field()) {
            switch (json.name()) {
                case "podIP" -> AddressList.add(json, single);
                case "podIPs" -> all = podIps(json);
                default -> json.skip();
            }
        }
    }

    private static List<IpAddress> podIps(JsonCursor json) {
        if (!json.array()) {
            return List.of();
        }
        List<IpAddress> addresses = new ArrayList<>(2);
        while (json.element()) {
            if (json.object()) {
                while (json.field()) {
                    if (json.name().equals("ip")) {
                        AddressList.add(json, addresses);
                    } else {
                        json.skip();
                    }
                }
            }
        }
        return addresses;
    }

    @Override
    public @Nullable Pod build(Metadata metadata, JsonCursor json) {
        Names.checkSubdomain("name", metadata.name(), json);
        Names.checkLabel("namespace", metadata.namespace(), json);
        if (json.defect() != null) {
            return null;
        }
        List<IpAddress> addresses = List.copyOf(all.isEmpty() ? single : all);
        return new Pod(metadata.namespace(), metadata.name(), addresses, metadata.deleting());
    }
}
