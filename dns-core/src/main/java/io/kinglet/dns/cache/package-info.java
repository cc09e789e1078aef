/**
 * Keeps what upstreams said, for as long as they said.
 *
 * <pre>
 *   Query --> CacheLayer -- hit (Front, or the Shelf behind) --> Answer.Relayed(message, seconds it has lain here)
 *                 | miss, or expired: Fetch, which may serve what has expired (RFC 8767)
 *                 v
 *               next --> Answer.Relayed --> Admission (keep? how long?) --> Shelf (success | denial)
 * </pre>
 *
 * <p>Keeps messages of other servers, and nothing else: an answer from the index is as fast as a hit and always fresh, so it
 * passes untouched. TTLs are kept by record and aged (RFC 2181 section 8), not levelled. Caffeine, which decides who leaves a full
 * shelf, is known here only. Read {@link io.kinglet.dns.cache.CacheLayer} next.
 */
@NullMarked
package io.kinglet.dns.cache;

import org.jspecify.annotations.NullMarked;
