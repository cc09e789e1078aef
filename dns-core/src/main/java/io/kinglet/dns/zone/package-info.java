/**
 * Which resolver a name belongs to.
 *
 * <pre>
 *   QNAME --> ZoneRouter: the longest served zone it ends in --> that zone's Resolver, or REFUSED
 * </pre>
 *
 * <p>Zones are compared label by label, never as strings. Nothing here answers anything itself.
 */
@NullMarked
package io.kinglet.dns.zone;

import org.jspecify.annotations.NullMarked;
