package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.webconfig.WebConfigException;
import io.kinglet.server.webconfig.WebConfigReader;
import io.kinglet.server.webconfig.WebTls;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code prometheus [ADDRESS] { tls FILE }}: the block is measured, and the page is at ADDRESS.
 *
 * @param web null where the page is not encrypted
 */
public record PrometheusDirective(HostPort listen, @Nullable Web web, Position position) implements Part {

    private static final int PORT = 9153;

    /** The file that says how the page is encrypted, and where it is named. */
    public record Web(Path file, Position position) {

        /**
         * Reads it and the files it names.
         *
         * @return null where it names no certificate
         * @throws CorefileException if one is missing or unsound
         */
        public @Nullable WebTls open() {
            try {
                return WebTls.open(file);
            } catch (WebConfigException e) {
                throw unsound(position, e);
            }
        }
    }

    @Override
    public boolean answers() {
        // The peer counts it as a stage: a block with nothing else is SERVFAIL, not REFUSED.
        return true;
    }

    static PrometheusDirective read(DirectiveReader line, BlockScope block) {
        HostPort listen = line.hasNext() ? line.listener("the address", PORT) : new HostPort("localhost", PORT);
        Body body = new Body(block);
        line.body(Map.of("runtime_metrics", body::runtime, "tls", body::tls));
        line.end();
        return new PrometheusDirective(listen, body.web, line.position());
    }

    private static CorefileException unsound(Position position, WebConfigException e) {
        return new CorefileException(position, "`tls` of `prometheus`: " + e.getMessage());
    }

    /** One reading of a body. */
    private static final class Body {

        private final BlockScope block;
        private @Nullable Web web;

        Body(BlockScope block) {
            this.block = block;
        }

        private void runtime(DirectiveReader line) {
            line.flag();
            block.warn(line.position(), "`runtime_metrics` is about Go's runtime and has no effect");
        }

        private void tls(DirectiveReader line) {
            if (web != null) {
                throw line.error("`tls` stands there twice");
            }
            Token token = line.next("the file");
            if (token.text().isEmpty() || token.text().indexOf('\0') >= 0) {
                throw line.expected(token, "the path of a file");
            }
            web = new Web(block.path(token.text()), token.position());
            try {
                if (WebConfigReader.read(web.file).tls() == null) {
                    block.warn(
                            token.position(),
                            "`" + token.text() + "` names no certificate: metrics are NOT encrypted; add `cert_file` "
                                    + "and `key_file` to its `tls_server_config`");
                }
            } catch (WebConfigException e) {
                throw unsound(token.position(), e);
            }
        }
    }
}
