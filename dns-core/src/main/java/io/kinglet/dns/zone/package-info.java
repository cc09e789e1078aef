/**
 * Which resolver a name belongs to, and zones that are held as data.
 *
 * <pre>
 *   QNAME --> ZoneRouter: the longest served zone it ends in --> that zone's Resolver, or REFUSED
 *
 *   TransferableZones --> TransferableZone --> ZoneVersion (immutable, one serial) --> Rrset, Rrset, ...
 * </pre>
 *
 * <p>Zones are compared label by label, never as strings. Whoever hands zones on to secondaries needs the second line and nothing
 * else: how a version came about, from a file or from another server, is not told here.
 */
@NullMarked
package io.kinglet.dns.zone;

import org.jspecify.annotations.NullMarked;
