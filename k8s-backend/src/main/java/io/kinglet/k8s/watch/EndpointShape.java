package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of {@code endpoints} of an EndpointSlice. Stateless. */
final class EndpointShape {

    private EndpointShape() {}

    /** The endpoint here; null when it cannot be used, which is then noted as a flaw of the slice. */
    static @Nullable Endpoint read(JsonCursor json) {
        List<IpAddress> addresses = List.of();
        boolean ready = true;
        String hostname = null;
        String podName = null;
        String zone = null;
        if (json.object()) {
            while (json.field()) {
                switch (json.name()) {
                    case "addresses" -> addresses = AddressList.read(json);
                    case "conditions" -> ready = ready(json);
                    case "hostname" -> hostname = json.text();
                    case "targetRef" -> podName = podName(json);
                    case "zone" -> zone = json.text();
                    default -> json.skip();
                }
            }
        }
        if (json.confine()) {
            return null;
        }
        if (addresses.isEmpty()) {
            json.flaw("an endpoint has no address");
            return null;
        }
        if (hostname != null && !Names.isLabel(hostname)) {
            if (!hostname.isEmpty()) {
                json.flaw("an endpoint's hostname is no DNS label: " + Names.shown(hostname));
            }
            hostname = null;
        }
        return new Endpoint(addresses, ready, hostname, podName, zone);
    }

    private static boolean ready(JsonCursor json) {
        boolean ready = true;
        if (json.object()) {
            while (json.field()) {
                if (json.name().equals("ready")) {
                    ready = json.bool(true);
                } else {
                    json.skip();
                }
            }
        }
        return ready;
    }

    private static @Nullable String podName(JsonCursor json) {
        String kind = null;
        String name = null;
        if (json.object()) {
            while (json.field()) {
                switch (json.name()) {
                    case "kind" -> kind = json.text();
                    case "name" -> name = json.text();
                    default -> json.skip();
                }
            }
        }
        return "Pod".equals(kind) && name != null && !name.isEmpty() ? name : null;
    }
}
