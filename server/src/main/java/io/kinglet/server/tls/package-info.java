/**
 * Certificates for the encrypted listeners: PEM files in, {@link javax.net.ssl.SSLEngine}s out. Knows no sockets and no Corefile.
 *
 * <pre>
 *   ServerTlsConfig --load--> ServerTls --engine()--> one SSLEngine a connection
 *   files changed   --renewed()--> another ServerTls, or TlsFileException: which file, and why
 * </pre>
 */
@NullMarked
package io.kinglet.server.tls;

import org.jspecify.annotations.NullMarked;
