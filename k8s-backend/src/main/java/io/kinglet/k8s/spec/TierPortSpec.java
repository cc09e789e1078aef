package io.kinglet.k8s.spec;

import io.kinglet.k8s.model.PolicyPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ports of a rule of policy.networking.k8s.io. Stateless.
 *
 * <pre>
 *   v1alpha1           ports: [portNumber: {protocol, port} | portRange: {protocol, start, end} | namedPort]
 *   v1alpha2, v1beta1  protocols: [tcp | udp | sctp: {destinationPort: {number} | {range: {start, end}}} | destinationNamedPort]
 * </pre>
 */
final class TierPortSpec {

    private TierPortSpec() {}

    /**
     * The ports of the list; null for every port when it is absent. One with a flaw is left out, and matches nothing.
     *
     * @param byProtocol whether the list is {@code protocols}
     */
    static @Nullable List<PolicyPort> read(Part list, boolean byProtocol) {
        List<PolicyPort> ports = new ArrayList<>();
        boolean any = false;
        for (Part item : list.items()) {
            any = true;
            PolicyPort port = byProtocol ? ofProtocol(item) : ofPort(item);
            if (port != null) {
                ports.add(port);
            }
        }
        return any ? List.copyOf(ports) : null;
    }

    private static @Nullable PolicyPort ofPort(Part part) {
        Part form = one(part, "portNumber", "portRange", "namedPort");
        if (form == null) {
            return null;
        }
        if (part.get("namedPort").present()) {
            return PortSpec.named(null, form);
        }
        boolean range = part.get("portRange").present();
        String protocol = PortSpec.protocol(form.get("protocol"));
        if (protocol == null) {
            return null;
        }
        return range ? range(protocol, form) : number(protocol, form, "port");
    }

    private static @Nullable PolicyPort ofProtocol(Part part) {
        Part form = one(part, "tcp", "udp", "sctp", "destinationNamedPort");
        if (form == null) {
            return null;
        }
        if (part.get("destinationNamedPort").present()) {
            return PortSpec.named(null, form);
        }
        String protocol = part.get("tcp").present() ? "tcp" : part.get("udp").present() ? "udp" : "sctp";
        Part port = one(form, "destinationPort");
        Part value = port == null ? null : one(port, "number", "range");
        if (port == null || value == null) {
            return null;
        }
        return port.get("range").present() ? range(protocol, value) : number(protocol, port, "number");
    }

    /** The only one of these fields that is present; null, and reported, when it is none or not the only one. */
    private static @Nullable Part one(Part part, String... forms) {
        part.only(forms);
        Part found = null;
        for (String form : forms) {
            Part field = part.get(form);
            if (field.present() && found != null) {
                part.wrong(TierPeerSpec.EXACTLY_ONE + Syntax.choice(List.of(forms)));
                return null;
            }
            found = field.present() ? field : found;
        }
        if (found == null) {
            part.wrong("is empty: " + TierPeerSpec.EXACTLY_ONE + Syntax.choice(List.of(forms)));
        }
        return found;
    }

    private static @Nullable PolicyPort number(String protocol, Part part, String field) {
        Integer number = part.get(field).number(1, PortSpec.MOST);
        if (!part.get(field).present()) {
            part.wrong(field + " is missing: write a number from 1 to " + PortSpec.MOST);
        }
        return number == null ? null : PolicyPort.of(protocol, number);
    }

    private static @Nullable PolicyPort range(String protocol, Part part) {
        Integer start = part.get("start").number(1, PortSpec.MOST);
        Integer end = part.get("end").number(1, PortSpec.MOST);
        if (!part.get("start").present() || !part.get("end").present()) {
            part.wrong("a range has a start and an end");
        }
        if (start == null || end == null) {
            return null;
        }
        if (end <= start) {
            part.get("end").wrong("found " + end + ", not more than start, " + start + ": write the last port");
            return null;
        }
        return new PolicyPort(protocol, start, end, null);
    }
}
