package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ServiceDetail;
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
            readPort(cursor, ports, null);
        }
        return ports;
    }

    /** As {@link #read}, and adds to {@code detail} where the ports of a Service lead. */
    static List<ServicePort> read(Cursor cursor, List<ServiceDetail.Port> detail) {
        if (!cursor.array()) {
            return List.of();
        }
        List<ServicePort> ports = new ArrayList<>(2);
        while (cursor.element()) {
            readPort(cursor, ports, detail);
        }
        return ports;
    }

    private static void readPort(Cursor cursor, List<ServicePort> ports, @Nullable List<ServiceDetail.Port> detail) {
        if (!cursor.object()) {
            return;
        }
        String name = "";
        String protocol = "tcp";
        int number = -1;
        Object target = null;
        int nodePort = 0;
        while (cursor.field()) {
            switch (cursor.name()) {
                case "name" -> name = orElse(cursor.text(), "");
                case "protocol" -> protocol = protocol(cursor.text());
                case "port" -> number = cursor.isNull() ? -1 : cursor.integer();
                default -> {
                    if (detail != null && cursor.name().equals("targetPort")) {
                        target = cursor.tree();
                    } else if (detail != null && cursor.name().equals("nodePort")) {
                        nodePort = cursor.integer();
                    } else {
                        cursor.skip();
                    }
                }
            }
        }
        if (number == -1) {
            return;
        }
        if (number < 1 || number > 65535) {
            cursor.defect("port " + number + " is not in 1..65535");
        } else if (!isProtocol(protocol)) {
            cursor.defect("port " + number + " has the unknown protocol " + Names.shown(protocol));
        } else if (!name.isEmpty() && !Names.isLabel(name)) {
            cursor.defect("port " + number + " has a name that is no DNS label: " + Names.shown(name));
        } else {
            ports.add(new ServicePort(name, protocol, number));
            if (detail != null) {
                detail.add(detail(name, protocol, number, target, nodePort));
            }
        }
    }

    /** A target that is none stands for the port itself, as the API server fills it in. */
    private static ServiceDetail.Port detail(
            String name, String protocol, int number, @Nullable Object target, int nodePort) {
        if (target instanceof String text && !text.isEmpty()) {
            return new ServiceDetail.Port(name, protocol, number, 0, text, nodePort);
        }
        int to = target instanceof Long given && given > 0 && given <= 65535 ? given.intValue() : number;
        return new ServiceDetail.Port(name, protocol, number, to, null, nodePort);
    }

    /** As it is told of, in lower case; TCP when absent. */
    static String protocol(@Nullable String text) {
        return orElse(text, "tcp").toLowerCase(Locale.ROOT);
    }

    static boolean isProtocol(String protocol) {
        return PROTOCOLS.contains(protocol);
    }

    private static String orElse(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
