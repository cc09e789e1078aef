package io.kinglet.k8s.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An API server that answers each path with the replies scripted for it, in order; the last one stays. */
final class FakeApi implements AutoCloseable {

    /** Answers one request. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    static {
        // Else each small chunk waits 40 ms for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Reply>> script = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Adds replies for {@code path}. */
    FakeApi on(String path, Reply... replies) {
        synchronized (script) {
            script.computeIfAbsent(path, any -> new ArrayDeque<>()).addAll(List.of(replies));
        }
        return this;
    }

    /** The request targets seen, in order. */
    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        Reply reply;
        synchronized (script) {
            Deque<Reply> replies = script.get(exchange.getRequestURI().getPath());
            reply = replies == null ? status(404, "not found") : replies.size() > 1 ? replies.remove() : replies.peek();
        }
        try (exchange) {
            reply.to(exchange);
        }
    }

    static Reply text(String body) {
        return exchange -> {
            byte[] octets = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        };
    }

    static Reply status(int code, String message) {
        return exchange -> {
            byte[] octets = ("{\"kind\":\"Status\",\"message\":\"" + message + "\",\"code\":" + code + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, octets.length);
            exchange.getResponseBody().write(octets);
        };
    }

    /** A stream of lines, sent {@code step} octets at a time, then ended as HTTP ends it. */
    static Reply stream(int step, String... lines) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] octets = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < octets.length; i += step) {
                    out.write(octets, i, Math.min(step, octets.length - i));
                    out.flush();
                }
            }
        };
    }

    /** A body in protobuf; a watch stays open. */
    static Reply protobuf(boolean watch, byte[]... parts) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", ApiServer.PROTOBUF + (watch ? ";stream=watch" : ""));
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (byte[] part : parts) {
                out.write(part);
                out.flush();
            }
            if (watch) {
                new Live().to(out);
            } else {
                out.close();
            }
        };
    }

    static Reply stream(String... lines) {
        return stream(1 << 16, lines);
    }

    /** What a test sends on a stream while it is open. */
    static final class Live implements Reply {

        private static final String END = "end";
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Live send(String... more) {
            lines.addAll(List.of(more));
            return this;
        }

        void end() {
            lines.add(END);
        }

        @Override
        public void to(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(200, 0);
            to(exchange.getResponseBody());
        }

        private void to(OutputStream out) throws IOException {
            out.flush();
            try {
                for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                out.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
