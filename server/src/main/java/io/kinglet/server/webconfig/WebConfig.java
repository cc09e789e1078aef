package io.kinglet.server.webconfig;

import io.kinglet.server.tls.ServerTlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the file says.
 *
 * @param tls null where it names no certificate, so that nothing is encrypted
 */
public record WebConfig(@Nullable ServerTlsConfig tls) {}
