package io.kinglet.server.cli;

import io.kinglet.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the page of a daemon reads. One thread. */
final class PageClient {

    private static final int MOST_OCTETS = 8 << 20;

    private final URI base;
    private final Duration patience;
    private final HttpClient http;

    /** A daemon that cannot be reached, or that is none of ours; the message says what to do. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message) {
            super(message);
        }
    }

    /**
     * @param base where the page is, such as {@code http://localhost:9180}
     * @param patience how long a daemon may take to accept, and to answer
     */
    PageClient(URI base, Duration patience) {
        this.base = base;
        this.patience = patience;
        http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * What a daemon answered, which need not be one of ours.
     *
     * @param body at most 8 MiB of it
     */
    record Reply(int status, HttpHeaders fields, String body) {

        /** The JSON of the body; null where it is none. */
        @Nullable
        Object tree() {
            try {
                return Json.read(body);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        /** Why there is nothing, in the words of a daemon of ours; null where it says none. */
        @Nullable
        String error() {
            return tree() instanceof Map<?, ?> map && map.get("error") instanceof String why ? why : null;
        }
    }

    /**
     * Asks for a path, with its query.
     *
     * @throws IllegalArgumentException when the base is no address of a page
     */
    Reply ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
                .timeout(patience)
                .build();
        HttpResponse<InputStream> reply = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = reply.body()) {
            String body = new String(in.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8);
            return new Reply(reply.statusCode(), reply.headers(), body);
        }
    }

    /** The object at a path. */
    Map<?, ?> get(String path) throws UnreachableException, InterruptedException {
        Reply reply;
        try {
            reply = ask(path);
        } catch (IOException e) {
            throw new UnreachableException(unreachable(e));
        }
        Object tree = reply.tree();
        if (reply.status() == 200 && tree instanceof Map<?, ?> map) {
            return map;
        }
        String why = reply.error();
        throw new UnreachableException(base + " answers " + reply.status() + ", not as Kinglet's page does"
                + (reply.status() == 403 || tree != null
                        ? ": " + Printable.of(why != null ? why : reply.body().strip())
                        : "; name the right place with --url"));
    }

    private String unreachable(IOException e) {
        String why = e instanceof ConnectException ? "nobody listens there" : String.valueOf(e.getMessage());
        return base + " does not answer (" + why + ").\n"
                + "`kinglet page` in a server block of the Corefile opens http://localhost:9180; --url names another place.\n"
                + "In a cluster: kubectl -n kube-system port-forward deploy/coredns 9180";
    }
}
