package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;

/** One API server, asked by HTTP GET. Thread-safe. */
final class ApiServer implements AutoCloseable {

    static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    private static final String JSON = "application/json";
    private static final int ERROR_OCTETS = 8192;

    private final HttpClient http;
    private final boolean owned;
    private final String base;
    private final String host;
    private final RestObserver observer;
    private final RateLimit limit;
    private final LongSupplier ticker;

    /** @param owned whether {@code http} is made for this: closed with it, and used for HTTP alone */
    ApiServer(HttpClient http, boolean owned, URI base, RestObserver observer, RateLimit limit, LongSupplier ticker) {
        this.http = http;
        this.owned = owned;
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.host = base.getRawAuthority() == null ? text : base.getRawAuthority();
        this.observer = observer;
        this.limit = limit;
        this.ticker = ticker;
    }

    /** Where it is, for log lines. */
    String base() {
        return base;
    }

    /** Whether a watch that is refused may be tried as a WebSocket: the client is an embedder's, the server may be a mock. */
    boolean mayBeMock() {
        return !owned;
    }

    /** Nanoseconds on the ticker. */
    long now() {
        return ticker.getAsLong();
    }

    /** Nanoseconds that the next request has to wait for the rate limit; to be called once per request. */
    long delay() {
        long nanos = limit.take();
        if (limit.limits()) {
            observer.limited("GET", host, nanos);
        }
        return nanos;
    }

    /**
     * Asks for {@code target} (path and query) and waits for the header of the response; the body follows in {@code body}.
     *
     * @param protobuf whether protobuf is asked for; the header then tells whether the body is that or JSON
     * @throws RefusedException when the answer is no success
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is what opened() is told.
    void get(String target, boolean protobuf, ResponseStream body, Timing timing, long lifetimeSeconds)
            throws IOException {
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(URI.create(base + target))
                .header("Accept", protobuf ? PROTOBUF + ", " + JSON : JSON)
                // Bounds what a connection that never answers can cost; newer JDKs count the body in as well.
                .timeout(lifetimeSeconds, TimeUnit.SECONDS)
                .build();
        await(() -> http.consumeBytes(request, body).whenComplete(body::opened), body, timing);
    }

    /** The same by way of a WebSocket, one event a message: all that fabric8's mock server has for a watch. */
    void socket(String target, ResponseStream body, Timing timing) throws IOException {
        URI uri = URI.create(base + target);
        await(() -> EventSocket.open(http.newWebSocketBuilder(), uri, body), body, timing);
    }

    private void await(Runnable send, ResponseStream body, Timing timing) throws IOException {
        long start = ticker.getAsLong();
        int code = 0;
        try {
            send.run();
            code = body.awaitCode(timing.header());
        } finally {
            observer.request("GET", host, code, ticker.getAsLong() - start);
        }
        if (code < 200 || code > 299) {
            throw refused(code, body);
        }
    }

    private static RefusedException refused(int code, ResponseStream body) throws IOException {
        int retryAfter = body.retryAfter();
        byte[] octets;
        try (body) {
            octets = body.readNBytes(ERROR_OCTETS);
        } catch (IOException e) {
            octets = new byte[0];
        }
        String message = body.protobuf() ? ProtobufContent.message(octets) : message(octets);
        return new RefusedException(
                code, retryAfter, message.isEmpty() ? "HTTP " + code : "HTTP " + code + ": " + message);
    }

    static String message(byte[] octets) {
        String message = "";
        try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(octets))) {
            if (json.next() && json.object()) {
                while (json.field()) {
                    String text = json.name().equals("message") ? json.text() : null;
                    message = text == null ? message : text;
                    json.skip();
                }
            }
        } catch (JacksonException e) {
            // A proxy's page, or a Status cut off: the code has to do.
        }
        return message;
    }

    @Override
    public void close() {
        if (owned) {
            http.close();
        }
    }
}
