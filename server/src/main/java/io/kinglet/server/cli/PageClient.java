package io.kinglet.server.cli;

import io.kinglet.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the page of a daemon reads. One thread. */
final class PageClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_OCTETS = 8 << 20;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** A daemon that cannot be reached, or that is none of ours; the message says what to do. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message) {
            super(message);
        }
    }

    /**
     * @param base where the page is, such as {@code http://localhost:9180}
     */
    PageClient(URI base) {
        this.base = base;
    }

    /** The object at a path. */
    Map<?, ?> get(String path) throws UnreachableException, InterruptedException {
        HttpResponse<InputStream> reply;
        String body;
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(base.toString().replaceAll("/+$", "") + path))
                    .timeout(PATIENCE)
                    .build();
            reply = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = reply.body()) {
                body = new String(in.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UnreachableException(unreachable(e));
        }
        Object tree = tree(body);
        if (reply.statusCode() == 200 && tree instanceof Map<?, ?> map) {
            return map;
        }
        String said = tree instanceof Map<?, ?> map && map.get("error") instanceof String why ? why : body.strip();
        throw new UnreachableException(base + " answers " + reply.statusCode() + ", not as Kinglet's page does"
                + (reply.statusCode() == 403 || tree != null
                        ? ": " + Printable.of(said)
                        : "; name the right place with --url"));
    }

    private static @Nullable Object tree(String body) {
        try {
            return Json.read(body);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private String unreachable(IOException e) {
        String why = e instanceof ConnectException ? "nobody listens there" : String.valueOf(e.getMessage());
        return base + " does not answer (" + why + ").\n"
                + "`kinglet page` in a server block of the Corefile opens http://localhost:9180; --url names another place.\n"
                + "In a cluster: kubectl -n kube-system port-forward deploy/coredns 9180";
    }
}
