package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.tls.ServerTlsConfig;
import io.kinglet.server.tls.TlsFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code tls CERT KEY [CA] { client_auth ... }}: the certificate of the block's {@code tls://} and {@code https://}
 * keys.
 *
 * @param places where the files are named, certificate first
 */
public record TlsDirective(ServerTlsConfig config, List<Position> places) implements Part {

    private static final Map<String, ClientCertificates> CLIENTS = Map.of(
            "nocert", ClientCertificates.NONE,
            "request", ClientCertificates.REQUESTED,
            "require", ClientCertificates.REQUIRED,
            "verify_if_given", ClientCertificates.VERIFIED_IF_GIVEN,
            "require_and_verify", ClientCertificates.VERIFIED);

    public TlsDirective {
        places = List.copyOf(places);
    }

    @Override
    public boolean answers() {
        return false;
    }

    /**
     * Reads the files.
     *
     * @throws CorefileException if one is missing or unsound, at the place that names it
     */
    public ServerTls load() {
        try {
            return ServerTls.load(config);
        } catch (TlsFileException e) {
            throw new CorefileException(places.get(e.part().ordinal()), "`tls`: " + e.getMessage());
        }
    }

    /** The files, certificate first. */
    List<CertificateFiles.Named> files() {
        List<CertificateFiles.Named> files = new ArrayList<>();
        files.add(new CertificateFiles.Named("`tls`", config.certificate(), places.get(0)));
        files.add(new CertificateFiles.Named("`tls`", config.key(), places.get(1)));
        Path authority = config.authority();
        if (authority != null) {
            files.add(new CertificateFiles.Named("`tls`", authority, places.get(2)));
        }
        return files;
    }

    static TlsDirective read(DirectiveReader line, BlockScope block) {
        if (!line.hasNext()) {
            throw line.error(
                    "`tls` lacks the files of the certificate and the key; to fetch certificates by ACME is not "
                            + "supported, let another program keep the files fresh");
        }
        List<Token> files = line.rest("the files of certificate, key and, maybe, authority", 2, 3);
        Body body = new Body(block);
        line.body(body.readers());
        line.end();
        Path authority = files.size() == 3 ? path(line, block, files.get(2)) : null;
        if (authority != null && !body.verifies()) {
            block.warn(
                    files.get(2).position(),
                    "`" + authority + "` is not used: `client_auth` asks for no certificate that it could vouch for");
        }
        return new TlsDirective(
                new ServerTlsConfig(
                        path(line, block, files.get(0)), path(line, block, files.get(1)), authority, body.clients()),
                files.stream().map(Token::position).toList());
    }

    /** Keys and {@code tls} belong together; either alone is legal, and hardly meant. */
    static void warnOfKeys(BlockPlan plan, BlockScope scope) {
        TlsDirective tls = plan.one(TlsDirective.class);
        List<ServerKey> keys = plan.keys().stream()
                .filter(key -> key.scheme() == Scheme.TLS || key.scheme() == Scheme.HTTPS)
                .toList();
        if (tls != null && keys.isEmpty()) {
            scope.warn(
                    tls.places.get(0),
                    "`tls` has no effect: no key of this block begins with `tls://` or `https://`, as `tls://.` does");
        }
        if (tls == null && !keys.isEmpty()) {
            scope.warn(
                    keys.get(0).position(),
                    "`" + keys.get(0) + "` is served over "
                            + (keys.get(0).scheme() == Scheme.TLS ? "TCP" : "HTTP/1.1")
                            + " and NOT encrypted; add `tls CERT KEY` to the block");
        }
    }

    private static Path path(DirectiveReader line, BlockScope block, Token token) {
        if (token.text().isEmpty() || token.text().indexOf('\0') >= 0) {
            throw line.expected(token, "the path of a file");
        }
        return block.path(token.text());
    }

    /** One reading of a body. */
    private static final class Body {

        private final BlockScope block;
        private @Nullable ClientCertificates clients;

        Body(BlockScope block) {
            this.block = block;
        }

        Map<String, Consumer<DirectiveReader>> readers() {
            return Map.of("client_auth", this::clientAuth, "keylog", this::keylog);
        }

        private void clientAuth(DirectiveReader line) {
            clients = line.oneOf("what clients have to show", CLIENTS);
        }

        private void keylog(DirectiveReader line) {
            line.next("the file");
            block.warn(line.position(), "no keys are logged: Java gives them to nobody");
        }

        ClientCertificates clients() {
            return clients == null ? ClientCertificates.NONE : clients;
        }

        boolean verifies() {
            return clients() == ClientCertificates.VERIFIED || clients() == ClientCertificates.VERIFIED_IF_GIVEN;
        }
    }
}
