package io.kinglet.server.page;

import io.kinglet.server.admin.Page;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** The document, put together once: style and script are part of it, and the policy names them by their digests. Immutable. */
final class Front implements Page {

    private final Response response;

    Front() {
        String style = resource("page.css");
        String script = resource("page.js");
        String body = resource("page.html").replace("/*style*/", style).replace("/*script*/", script);
        String policy = "default-src 'none'; style-src '" + digest(style) + "'; script-src '" + digest(script)
                + "'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response = new Response(200, "text/html; charset=utf-8", body, Map.of("Content-Security-Policy", policy));
    }

    @Override
    public Response show(Request request) {
        return response;
    }

    private static String resource(String name) {
        try (InputStream in = Front.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a policy has it (CSP 3 section 2.3.1). */
    private static String digest(String content) {
        try {
            byte[] octets = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
