package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of {@code endpoints} of an EndpointSlice. Stateless. */
final class EndpointShape {

    private EndpointShape() {}

    /**
     * The endpoint here; null when it cannot be used, which is then noted as a flaw of the slice.
     *
     * @param network whether to read whether it serves and ends
     */
    static @Nullable Endpoint read(Cursor cursor, boolean network) {
        List<IpAddress> addresses = List.of();
        Conditions conditions = Conditions.NONE;
        String hostname = null;
        String podName = null;
        String zone = null;
        if (cursor.object()) {
            while (cursor.field()) {
                switch (cursor.name()) {
                    case "addresses" -> addresses = AddressList.read(cursor);
                    case "conditions" -> conditions = conditions(cursor, network);
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
        boolean serving = conditions.serving() == null ? conditions.ready() : conditions.serving();
        return new Endpoint(addresses, conditions.ready(), hostname, podName, zone, serving, conditions.terminating());
    }

    /** @param serving null when it is not told, and then as {@code ready} */
    private record Conditions(boolean ready, @Nullable Boolean serving, boolean terminating) {

        static final Conditions NONE = new Conditions(true, null, false);
    }

    private static Conditions conditions(Cursor cursor, boolean network) {
        boolean ready = true;
        Boolean serving = null;
        boolean terminating = false;
        if (!cursor.object()) {
            return Conditions.NONE;
        }
        while (cursor.field()) {
            String name = cursor.name();
            if (name.equals("ready")) {
                ready = cursor.bool(true);
            } else if (network && name.equals("serving") && !cursor.isNull()) {
                serving = cursor.bool(true);
            } else if (network && name.equals("terminating")) {
                terminating = cursor.bool(false);
            } else {
                cursor.skip();
            }
        }
        return new Conditions(ready, serving, terminating);
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
