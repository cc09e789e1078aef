package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What one request says, of whatever version of HTTP, as it arrives. Event-loop confined. */
final class Request {

    private final Desk desk;
    private final @Nullable String target;
    private final boolean inTarget;
    private final int status;
    private final long began = System.nanoTime();
    private final Body body;
    private boolean isWhole;

    /**
     * @param target the path and what follows it
     */
    Request(Desk desk, @Nullable String method, @Nullable String target, @Nullable String contentType) {
        this.desk = desk;
        this.target = target;
        inTarget = "GET".equals(method);
        status = Requests.status(method, target, contentType);
        body = new Body(desk);
    }

    /** When its head came, by {@link System#nanoTime}. */
    long began() {
        return began;
    }

    boolean isWhole() {
        return isWhole;
    }

    Body body() {
        return body;
    }

    /** All of it is there: the desk is asked, or the exchange refuses it. */
    void whole(Exchange exchange) {
        isWhole = true;
        if (status == Requests.OK) {
            ask(exchange);
        } else {
            exchange.refuse(status);
        }
        body.clear();
    }

    private void ask(Exchange exchange) {
        ByteBuf message = inTarget && target != null ? Requests.message(target) : body.whole();
        if (body.tooLarge()) {
            exchange.refuse(Requests.TOO_LARGE);
        } else if (message == null || !message.isReadable()) {
            exchange.refuse(Requests.BAD_REQUEST);
        } else {
            desk.asked(exchange, message);
        }
    }
}
