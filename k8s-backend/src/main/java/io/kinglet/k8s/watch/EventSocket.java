package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gives a watch over a WebSocket the look of a streamed body: each message is one event. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here ends in done().
final class EventSocket implements WebSocket.Listener, AsyncBody {

    private final ResponseStream target;
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private EventSocket(ResponseStream target) {
        this.target = target;
    }

    /** Connects; {@code target} is opened once that is done or has failed. */
    static void open(WebSocket.Builder builder, URI uri, ResponseStream target) {
        EventSocket events = new EventSocket(target);
        builder.uri(uri).buildAsync(events).whenComplete((socket, failure) -> {
            if (socket == null) {
                target.opened(null, failure == null ? new IOException("no WebSocket") : failure);
            } else {
                events.socket.complete(socket);
                target.opened(200, 0, false, events);
            }
        });
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        target.consume(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))), this);
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer octets) {
        target.consume(List.of(octets), this);
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
        done.complete(null);
        from.sendClose(1000, null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public void consume() {
        socket.thenAccept(WebSocket::request);
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void cancel() {
        socket.thenAccept(open -> open.sendClose(1000, null));
        done.complete(null);
    }
}
