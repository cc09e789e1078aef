/**
 * The file that Prometheus's exporters take as {@code --web.config.file}, and the peer's {@code prometheus} in its {@code tls}: YAML
 * that says how metrics are encrypted. Knows no sockets and no Corefile.
 *
 * <pre>
 *   YAML --YamlFields--> sections and values, each with its place
 *        --WebConfigReader--> WebConfig: the certificate, and which clients may come; or WebConfigException with file, line and column
 *        --WebTls--> one SSLEngine a connection, of the files as they are now
 * </pre>
 *
 * <p>It refuses with an error what cannot be kept, such as passwords: metrics must not be served to more people than the file says.
 */
@NullMarked
package io.kinglet.server.webconfig;

import org.jspecify.annotations.NullMarked;
