package io.kinglet.k8s.spec;

import io.kinglet.k8s.model.PolicyPort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a networking.k8s.io/v1 NetworkPolicyPort. Stateless. */
final class PortSpec {

    static final int MOST = 65535;

    private PortSpec() {}

    /** The port here; null when it has a flaw, and then it matches nothing. */
    static @Nullable PolicyPort read(Part part) {
        part.only("protocol", "port", "endPort");
        String protocol = protocol(part.get("protocol"));
        Part port = part.get("port");
        Part end = part.get("endPort");
        if (end.present() && (!port.present() || port.isName())) {
            end.wrong("stands " + (port.present() ? "beside a named port" : "without port")
                    + ": write port as a number, the first of the range");
            return null;
        }
        if (protocol == null) {
            return null;
        }
        if (!port.present()) {
            return PolicyPort.any(protocol);
        }
        return port.isName() ? named(protocol, port) : range(protocol, port, end);
    }

    /** The protocol here, in lower case; TCP when absent, null when it is unknown. */
    static @Nullable String protocol(Part part) {
        String word = part.present() ? part.oneOf("TCP", "UDP", "SCTP") : "TCP";
        return word == null ? null : word.toLowerCase(Locale.ROOT);
    }

    static @Nullable PolicyPort named(@Nullable String protocol, Part part) {
        String name = part.text();
        String complaint = name == null ? "" : Syntax.portName(name);
        if (name == null || complaint != null) {
            part.wrong("found \"" + (name == null ? "" : Syntax.shown(name)) + "\": " + complaint);
            return null;
        }
        return PolicyPort.named(protocol, name);
    }

    private static @Nullable PolicyPort range(String protocol, Part port, Part end) {
        Integer first = port.number(1, MOST);
        Integer last = end.present() ? end.number(1, MOST) : first;
        if (first == null || last == null) {
            return null;
        }
        if (last < first) {
            end.wrong("found " + last + ", less than port, " + first + ": write the last port of the range");
            return null;
        }
        return new PolicyPort(protocol, first, last, null);
    }
}
