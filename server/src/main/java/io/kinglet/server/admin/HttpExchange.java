package io.kinglet.server.admin;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection: a request head of bounded size, one response, closed (RFC 9112 section 9.6). Thread of the endpoint only. */
final class HttpExchange {

    private static final System.Logger LOG = System.getLogger(HttpExchange.class.getName());

    private static final int MOST_HEAD = 8 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final SelectionKey key;
    private final Map<String, Page> pages;
    private final long deadlineNanos;
    private final ByteBuffer head = ByteBuffer.allocate(MOST_HEAD);
    private @Nullable ByteBuffer response;

    HttpExchange(Wire wire, SelectionKey key, Map<String, Page> pages, long deadlineNanos) {
        this.wire = wire;
        this.key = key;
        this.pages = pages;
        this.deadlineNanos = deadlineNanos;
    }

    /** Reads or writes what can be read or written now. */
    void advance() {
        try {
            wire.write(NOTHING);
            ByteBuffer reply = response;
            if (reply == null) {
                reply = read();
                response = reply;
            }
            if (reply != null) {
                wire.write(reply);
                if (!reply.hasRemaining() && !wire.waits()) {
                    wire.end();
                    close();
                }
            }
            if (!closed()) {
                key.interestOps(reply == null && !wire.waits() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a bug was met serving " + wire.channel(), e);
            close();
        }
    }

    private @Nullable ByteBuffer read() throws IOException {
        int octets = wire.read(head);
        if (octets < 0) {
            close();
            return null;
        }
        String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
        if (text.contains("\r\n\r\n") || text.contains("\n\n")) {
            return answer(RequestHead.read(text));
        }
        return head.hasRemaining() ? null : octets(Page.Response.text(431, "request too large"), true);
    }

    private ByteBuffer answer(RequestHead head) {
        if (head.defect() != null) {
            return octets(Page.Response.text(400, head.defect()), true);
        }
        boolean withBody = !head.method().equals("HEAD");
        if (withBody && !head.method().equals("GET")) {
            return octets(Page.Response.text(405, "only GET and HEAD are served"), true);
        }
        Page page = pages.get(head.request().path());
        if (page == null) {
            return octets(Page.Response.text(404, "nothing here; there is " + pages.keySet()), withBody);
        }
        try {
            return octets(page.show(head.request()), withBody);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a bug was met writing the page " + head.target(), e);
            return octets(Page.Response.text(500, "the page could not be written; the log says why"), withBody);
        }
    }

    private static ByteBuffer octets(Page.Response response, boolean withBody) {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + response.status() + " " + phrase(response.status()) + "\r\n"
                        + (response.status() == 405 ? "Allow: GET, HEAD\r\n" : "")
                        + "Content-Type: " + response.contentType() + "\r\n"
                        + "Content-Length: " + body.length + "\r\n");
        response.fields()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] first = head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.allocate(first.length + body.length).put(first);
        return (withBody ? all.put(body) : all).flip();
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    boolean overdue(long now) {
        return now - deadlineNanos > 0;
    }

    boolean closed() {
        return !wire.channel().isOpen();
    }

    void close() {
        try {
            wire.channel().close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection failed", e);
        }
    }
}
