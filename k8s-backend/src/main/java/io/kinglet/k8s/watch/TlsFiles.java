package io.kinglet.k8s.watch;

import java.nio.file.Path;

/**
 * PEM files for TLS with client authentication, as in the Corefile's {@code tls CERT KEY CACERT}.
 *
 * @param certificate client certificate
 * @param key its private key
 * @param authority certificates of the authorities that may vouch for the API server
 */
public record TlsFiles(Path certificate, Path key, Path authority) {}
