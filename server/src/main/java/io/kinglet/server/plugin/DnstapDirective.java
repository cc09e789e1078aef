package io.kinglet.server.plugin;

import io.kinglet.dns.querylog.LogFormat;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.dnstap.TapAddress;
import io.kinglet.server.dnstap.TapPlace;
import io.kinglet.server.dnstap.TapSocket;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ServerTlsConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code dnstap [listen] SOCKET [full] [WRITEBUFFER] [QUEUE] { identity, version, extra, skipverify, tls }}: messages of dnstap are
 * sent to a collector, or to those that come; to several, where it stands several times.
 */
public record DnstapDirective(List<Sent> taps) implements Part {

    /** Messages that may wait for a collector, unless told to be a multiple of them. */
    public static final int QUEUE = 10_000;

    /** Messages may wait in 32 MiB for each, and no heap holds what the peer would allow. */
    private static final int MOST_QUEUE = 4096;

    private static final int MOST_WRITE_BUFFER = 1024;

    private static final Pattern EVERYWHERE = Pattern.compile("^(t(?:cp|ls)://):");

    /**
     * To one collector, or to all that come to one socket. Null is what was not said.
     *
     * @param full whether the DNS messages themselves are sent
     * @param queue messages that may wait, for each collector
     * @param tls what collectors that come over TLS are shown; null for others
     */
    public record Sent(
            TapPlace place,
            boolean full,
            int queue,
            @Nullable String identity,
            @Nullable String version,
            @Nullable LogFormat extra,
            @Nullable TlsDirective tls) {}

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
        boolean listens = socket.text().equals("listen");
        if (listens) {
            socket = line.next("the socket where collectors come to");
        }
        boolean full = line.skip("full");
        int buffer = line.hasNext() && full ? line.integer("MiB of the write buffer", 1, MOST_WRITE_BUFFER) : 1;
        int queue = line.hasNext() && full ? line.integer("ten thousands of messages", 1, MOST_QUEUE) : 1;
        Token strange = line.peek();
        if (strange != null && !full) {
            throw line.expected(strange, "`full`, or nothing");
        }
        Body body = new Body(block, listens);
        line.body(body.readers());
        line.end();
        TapPlace place =
                listens ? socket(line, socket, buffer << 20) : address(line, socket, buffer << 20, !body.skips);
        boolean encrypted = place instanceof TapAddress.Tls || place instanceof TapSocket.Tcp tcp && tcp.encrypted();
        if (body.skips && !encrypted) {
            block.warn(line.position(), "`skipverify` has no effect: " + place + " is not reached over TLS");
        }
        TlsDirective tls = body.tls();
        if (tls != null && !encrypted) {
            block.warn(tls.places().get(0), "`tls` has no effect: " + place + " does not begin with `tls://`");
            tls = null;
        }
        if (listens && encrypted && tls == null) {
            throw line.error(socket, "`" + socket.text() + "` needs a certificate: add `tls CERT KEY [CA]` in braces");
        }
        return new DnstapDirective(
                List.of(new Sent(place, full, queue * QUEUE, body.identity, body.version, body.extra, tls)));
    }

    private static TapSocket socket(DirectiveReader line, Token token, int buffer) {
        // Without a host, which is legal here only: at every address.
        Matcher everywhere = EVERYWHERE.matcher(token.text());
        TapAddress address = address(line, everywhere.replaceFirst("$1[::]:"), token, buffer, true);
        if (address instanceof TapAddress.Unix unix) {
            return new TapSocket.Unix(unix.path());
        }
        boolean encrypted = address instanceof TapAddress.Tls;
        TapAddress.Tcp tcp = encrypted ? ((TapAddress.Tls) address).tcp() : (TapAddress.Tcp) address;
        return new TapSocket.Tcp(everywhere.find(0) ? "" : tcp.host(), tcp.port(), buffer, encrypted);
    }

    private static TapAddress address(DirectiveReader line, Token token, int buffer, boolean verified) {
        return address(line, token.text(), token, buffer, verified);
    }

    private static TapAddress address(DirectiveReader line, String text, Token token, int buffer, boolean verified) {
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

        private final BlockScope block;
        private final boolean listens;
        private @Nullable String identity;
        private @Nullable String version;
        private @Nullable LogFormat extra;
        private List<Token> files = List.of();
        private boolean skips;

        Body(BlockScope block, boolean listens) {
            this.block = block;
            this.listens = listens;
        }

        Map<String, Consumer<DirectiveReader>> readers() {
            return Map.of(
                    "identity", it -> identity = it.next("the identity").text(),
                    "version", it -> version = it.next("the version").text(),
                    "extra", it -> extra = LogFormat.parse(it.next("the format").text()),
                    "skipverify", it -> skips = true,
                    "tls", this::readTls);
        }

        private void readTls(DirectiveReader line) {
            if (!listens) {
                throw line.error("`tls` is for `dnstap listen`; who connects over TLS writes `tls://HOST:PORT`");
            }
            files = line.rest("the files of certificate, key and, maybe, authority", 2, 3);
            for (Token file : files) {
                if (file.text().isEmpty() || file.text().indexOf('\0') >= 0) {
                    throw line.expected(file, "the path of a file");
                }
            }
        }

        /** Collectors are asked for certificates where an authority is named. */
        @Nullable
        TlsDirective tls() {
            if (files.isEmpty()) {
                return null;
            }
            boolean authority = files.size() == 3;
            ClientCertificates clients = !authority
                    ? ClientCertificates.NONE
                    : skips ? ClientCertificates.VERIFIED_IF_GIVEN : ClientCertificates.VERIFIED;
            ServerTlsConfig config = new ServerTlsConfig(
                    block.path(files.get(0).text()),
                    block.path(files.get(1).text()),
                    authority ? block.path(files.get(2).text()) : null,
                    clients);
            return new TlsDirective(config, files.stream().map(Token::position).toList());
        }
    }
}
