package io.kinglet.server.tls;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys and certificates of {@code src/test/resources/tls}. */
public final class Fixtures {

    private Fixtures() {}

    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/tls/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code NAME.pem} and {@code NAME.key}; clients are looked at if there is an authority. */
    public static ServerTlsConfig config(String name, @Nullable Path authority, ClientCertificates clients) {
        return new ServerTlsConfig(file(name + ".pem"), file(name + ".key"), authority, clients);
    }
}
