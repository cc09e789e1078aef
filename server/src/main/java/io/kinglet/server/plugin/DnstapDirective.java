package io.kinglet.server.plugin;

import io.kinglet.dns.querylog.LogFormat;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.dnstap.TapAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code dnstap SOCKET [full] [WRITEBUFFER] [QUEUE] { identity, version, extra, skipverify }}: messages of dnstap are sent to a
 * collector; to several, where it stands several times.
 */
public record DnstapDirective(List<Sent> taps) implements Part {

    /** Messages that may wait for a collector, unless told to be a multiple of them. */
    public static final int QUEUE = 10_000;

    /** Messages may wait in 32 MiB for each, and no heap holds what the peer would allow. */
    private static final int MOST_QUEUE = 4096;

    private static final int MOST_WRITE_BUFFER = 1024;

    /**
     * To one collector. Null is what was not said.
     *
     * @param full whether the DNS messages themselves are sent
     * @param queue messages that may wait
     */
    public record Sent(
            TapAddress address,
            boolean full,
            int queue,
            @Nullable String identity,
            @Nullable String version,
            @Nullable LogFormat extra) {}

    public DnstapDirective {
        taps = List.copyOf(taps);
    }

    @Override
    public Layer layer(Host host) {
        return host.dnstap(this);
    }

    @Override
    public Layer chaosLayer(Host host) {
        return layer(host);
    }

    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof DnstapDirective other)) {
            return null;
        }
        List<Sent> all = new ArrayList<>(taps);
        all.addAll(other.taps);
        return new DnstapDirective(all);
    }

    static DnstapDirective read(DirectiveReader line, BlockScope block) {
        Token socket = line.next("the socket of a collector");
        if (socket.text().equals("listen")) {
            throw line.error(
                    socket,
                    "`listen` is not supported; let the collector listen, and name its socket in `dnstap SOCKET`");
        }
        boolean full = line.skip("full");
        int buffer = line.hasNext() && full ? line.integer("MiB of the write buffer", 1, MOST_WRITE_BUFFER) : 1;
        int queue = line.hasNext() && full ? line.integer("ten thousands of messages", 1, MOST_QUEUE) : 1;
        Token strange = line.peek();
        if (strange != null && !full) {
            throw line.expected(strange, "`full`, or nothing");
        }
        Body body = new Body();
        line.body(body.readers());
        line.end();
        TapAddress address = address(line, socket, buffer << 20, !body.skips);
        if (body.skips && !(address instanceof TapAddress.Tls)) {
            block.warn(line.position(), "`skipverify` has no effect: " + address + " is not reached over TLS");
        }
        return new DnstapDirective(
                List.of(new Sent(address, full, queue * QUEUE, body.identity, body.version, body.extra)));
    }

    private static TapAddress address(DirectiveReader line, Token token, int buffer, boolean verified) {
        String text = token.text();
        try {
            if (!text.startsWith("tcp://") && !text.startsWith("tls://")) {
                String path = text.startsWith("unix://") ? text.substring("unix://".length()) : text;
                if (!path.isEmpty() && !path.contains("://")) {
                    return new TapAddress.Unix(Path.of(path));
                }
            } else {
                URI uri = URI.create(text);
                if (uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 0xffff) {
                    String host = uri.getHost().replaceAll("[\\[\\]]", "");
                    TapAddress.Tcp tcp = new TapAddress.Tcp(host, uri.getPort(), buffer);
                    return text.startsWith("tls://") ? new TapAddress.Tls(tcp, verified) : tcp;
                }
            }
        } catch (IllegalArgumentException e) {
            // InvalidPathException is one.
            throw line.expected(token, accepted());
        }
        throw line.expected(token, accepted());
    }

    private static String accepted() {
        return "a path, `unix://PATH`, `tcp://HOST:PORT` or `tls://HOST:PORT`";
    }

    /** One reading of a body. */
    private static final class Body {

        private @Nullable String identity;
        private @Nullable String version;
        private @Nullable LogFormat extra;
        private boolean skips;

        Map<String, Consumer<DirectiveReader>> readers() {
            return Map.of(
                    "identity", it -> identity = it.next("the identity").text(),
                    "version", it -> version = it.next("the version").text(),
                    "extra", it -> extra = LogFormat.parse(it.next("the format").text()),
                    "skipverify", it -> skips = true);
        }
    }
}
