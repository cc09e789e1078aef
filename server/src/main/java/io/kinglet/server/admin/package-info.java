/**
 * The pages beside DNS: health, readiness, metrics.
 *
 * <pre>
 *   kubelet    --> HealthEndpoint  /health   200 while the process answers at all
 *   kubelet    --> ReadyEndpoint   /ready    200 once everything named is ready, 503 before and while shutting down
 *   Prometheus --> AdminEndpoint   /metrics
 * </pre>
 *
 * <p>Each address has a socket and a thread of its own, opened at the start, so that no load of queries and no slow client keeps
 * the kubelet from its answer. The HTTP server is ours because it must bound what a client may take (time of a request as a
 * whole, octets, connections) without settings that hold for the whole JVM, which is all that the JDK's server offers. It answers
 * GET and HEAD, one request a connection, and refuses everything else. Metrics may be encrypted: a {@code Wire} is what a request
 * comes over, and of its two kinds one is TLS. Read {@link io.kinglet.server.admin.AdminEndpoint} next.
 */
@NullMarked
package io.kinglet.server.admin;

import org.jspecify.annotations.NullMarked;
