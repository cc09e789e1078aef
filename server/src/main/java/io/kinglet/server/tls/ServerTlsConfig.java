package io.kinglet.server.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an encrypted listener shows, and what it asks of clients.
 *
 * @param certificate PEM: the server's certificate, then those that lead to an authority
 * @param key PEM: its private key, not encrypted
 * @param authority PEM: who may sign clients' certificates; null for those the Java runtime trusts
 */
public record ServerTlsConfig(
        Path certificate, Path key, @Nullable Path authority, ClientCertificates clients, TlsBounds bounds) {

    /** Within the usual bounds. */
    public ServerTlsConfig(Path certificate, Path key, @Nullable Path authority, ClientCertificates clients) {
        this(certificate, key, authority, clients, TlsBounds.USUAL);
    }
}
