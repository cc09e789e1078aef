/**
 * What the daemon counts, and the page that Prometheus reads.
 *
 * <pre>
 *   query --> MetricsLayer --> Traffic (each thread its own numbers, no look-up, no allocation)
 *   layers, transports, cluster sources: statistics records   ---+
 *                                                                +--> Metrics (a client_java registry) --> MetricsPage
 *   observers called off the query path: Counter, Buckets     ---+
 * </pre>
 *
 * <p>Pull: whoever has numbers keeps them, and they are read when the page is written. Names, labels, buckets and the form of
 * numbers are CoreDNS's, so that its dashboards and alerts stay true; what it does not have is named {@code kinglet_}. Label
 * values come from the configuration, never from a packet, so the number of series is bounded.
 *
 * <p>Only this package knows the client library. Read {@link io.kinglet.server.metrics.Metrics}, then {@link
 * io.kinglet.server.metrics.Family}.
 */
@NullMarked
package io.kinglet.server.metrics;

import org.jspecify.annotations.NullMarked;
