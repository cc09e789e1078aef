package io.kinglet.server.page;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.admin.Page;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a page to those who came by a name of this server. A browser that was led here by a name of somebody else's (DNS rebinding)
 * would hand that somebody what it reads. An address cannot be rebound, {@code localhost} is this machine's by definition (RFC 6761
 * section 6.3), and the third name is the Corefile's. Immutable.
 */
record Guard(String host, Page page) implements Page {

    /** For every response: a browser takes it for what it says it is, keeps no copy, and tells nobody whence it came. */
    private static final Map<String, String> FIELDS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private static final String NOTHING_ALLOWED =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public Response show(Request request) {
        Response shown = isOurs(request.host())
                ? page.show(request)
                : Response.text(
                        403,
                        "This server does not go by the name in the request. Ask for it by its address or as localhost"
                                + (host.isEmpty() ? "" : ", or as " + host)
                                + "; to give it a name, write `kinglet page NAME:PORT` in the Corefile.\n");
        Map<String, String> fields = new LinkedHashMap<>(FIELDS);
        fields.put("Content-Security-Policy", NOTHING_ALLOWED);
        fields.putAll(shown.fields());
        return new Response(shown.status(), shown.contentType(), shown.body(), fields);
    }

    private boolean isOurs(@Nullable String field) {
        if (field == null) {
            // No browser leaves it out (RFC 9112 section 3.2).
            return true;
        }
        String name = field.toLowerCase(Locale.ROOT);
        int end = name.startsWith("[")
                ? name.indexOf(']') + 1
                : name.indexOf(':') < 0 ? name.length() : name.indexOf(':');
        if (!name.substring(end).matches("(:[0-9]*)?")) {
            return false;
        }
        String alone = name.substring(0, end);
        if (alone.startsWith("[")) {
            IpAddress address = IpAddress.parse(alone.substring(1, alone.length() - 1));
            return address != null && address.v6();
        }
        return alone.equals("localhost")
                || !host.isEmpty() && alone.equals(host.toLowerCase(Locale.ROOT))
                || IpAddress.parse(alone) != null;
    }
}
