package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code ports} of a Service, an EndpointSlice or a ServiceImport. Stateless. */
final class PortList {

    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

    private PortList() {}

    /** The ports that have a number; one that is out of range is a defect, one without a number (all ports) is left out. */
    static List<ServicePort> read(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<ServicePort> ports = new ArrayList<>(2);
        while (cursor.element()) {
            readPort(cursor, ports);
        }
        return ports;
    }

    private static void readPort(Cursor cursor, List<ServicePort> ports) {
        if (!cursor.object()) {
            return;
        }
        String name = "";
        String protocol = "tcp";
        int number = -1;
        while (cursor.field()) {
            switch (cursor.name()) {
                case "name" -> name = orElse(cursor.text(), "");
                case "protocol" -> protocol = orElse(cursor.text(), "tcp").toLowerCase(Locale.ROOT);
                case "port" -> number = cursor.isNull() ? -1 : cursor.integer();
                default -> cursor.skip();
            }
        }
        if (number == -1) {
            return;
        }
        if (number < 1 || number > 65535) {
            cursor.defect("port " + number + " is not in 1..65535");
        } else if (!PROTOCOLS.contains(protocol)) {
            cursor.defect("port " + number + " has the unknown protocol " + Names.shown(protocol));
        } else if (!name.isEmpty() && !Names.isLabel(name)) {
            cursor.defect("port " + number + " has a name that is no DNS label: " + Names.shown(name));
        } else {
            ports.add(new ServicePort(name, protocol, number));
        }
    }

    private static String orElse(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
