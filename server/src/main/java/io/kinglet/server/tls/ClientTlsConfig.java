package io.kinglet.server.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is shown to encrypted upstreams, and whom they must be vouched for by.
 *
 * @param certificate PEM: the client's certificate, then those that lead to an authority; null to show none
 * @param key PEM: its private key, not encrypted; null with the certificate
 * @param authority PEM: who may sign upstreams' certificates; null for those the Java runtime trusts
 */
public record ClientTlsConfig(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path authority) {

    /** Shows none, and trusts whom the Java runtime trusts. */
    public static final ClientTlsConfig USUAL = new ClientTlsConfig(null, null, null);

    public ClientTlsConfig {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a certificate needs its key");
        }
    }
}
