/**
 * Asks upstreams: which one, how long, how often, and whether it is alive.
 *
 * <pre>
 *   Query --> ForwardLayer --> Flights (one for identical questions) --> Flight --> Exchange (the transport's)
 *                 |                                                       |
 *                 next, when the name is not ours to forward              UpstreamChoice, HealthCheck, HedgeBudget
 * </pre>
 *
 * <p>Opens no sockets and starts no threads: a transport implements {@link io.kinglet.dns.forward.Exchange}, the host gives a
 * {@link io.kinglet.dns.resolver.Scheduler}. Follows no referrals, validates nothing, caches nothing. Read {@code ForwardLayer}
 * next.
 */
@NullMarked
package io.kinglet.dns.forward;

import org.jspecify.annotations.NullMarked;
