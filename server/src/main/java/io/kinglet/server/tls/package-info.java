/**
 * Certificates for encrypted listeners and upstreams: PEM files in, {@link javax.net.ssl.SSLEngine}s out. Knows no sockets and no Corefile.
 *
 * <pre>
 *   ServerTlsConfig --load--> ServerTls --engine()--> one SSLEngine a connection
 *   files changed   --renewed()--> another ServerTls, or TlsFileException: which file, and why
 *
 *   ClientTlsConfig --load--> ClientTls --engine(name)--> one SSLEngine a connection to an upstream
 * </pre>
 */
@NullMarked
package io.kinglet.server.tls;

import org.jspecify.annotations.NullMarked;
