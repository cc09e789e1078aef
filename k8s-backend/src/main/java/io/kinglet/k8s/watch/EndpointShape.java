package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of {@code endpoints} of an EndpointSlice. Stateless. */
final class EndpointShape {

    private EndpointShape() {}

    /** The endpoint here; null when it cannot be used, which is then noted as a flaw of the slice. */
    static @Nullable Endpoint read(Cursor cursor) {
        List<IpAddress> addresses = List.of();
        boolean ready = true;
        String hostname = null;
        String podName = null;
        String zone = null;
        if (cursor.object()) {
            while (cursor.field()) {
                switch (cursor.name()) {
                    case "addresses" -> addresses = AddressList.read(cursor);
                    case "conditions" -> ready = ready(cursor);
                    case "hostname" -> hostname = cursor.text();
                    case "targetRef" -> podName = podName(cursor);
                    case "zone" -> zone = cursor.text();
                    default -> cursor.skip();
                }
            }
        }
        if (cursor.remarks().confine()) {
            return null;
        }
        if (addresses.isEmpty()) {
            cursor.flaw("an endpoint has no address");
            return null;
        }
        if (hostname != null && !Names.isLabel(hostname)) {
            if (!hostname.isEmpty()) {
                cursor.flaw("an endpoint's hostname is no DNS label: " + Names.shown(hostname));
            }
            hostname = null;
        }
        return new Endpoint(addresses, ready, hostname, podName, zone);
    }

    private static boolean ready(Cursor cursor) {
        boolean ready = true;
        if (cursor.object()) {
            while (cursor.field()) {
                if (cursor.name().equals("ready")) {
                    ready = cursor.bool(true);
                } else {
                    cursor.skip();
                }
            }
        }
        return ready;
    }

    private static @Nullable String podName(Cursor cursor) {
        String kind = null;
        String name = null;
        if (cursor.object()) {
            while (cursor.field()) {
                switch (cursor.name()) {
                    case "kind" -> kind = cursor.text();
                    case "name" -> name = cursor.text();
                    default -> cursor.skip();
                }
            }
        }
        return "Pod".equals(kind) && name != null && !name.isEmpty() ? name : null;
    }
}
