/**
 * From master files (RFC 1035 section 5) to zones.
 *
 * <pre>
 *   Path --> ZoneFileReader --> FileRecords (one file, its $INCLUDE below it) --> ZoneBuilder --> StaticZone
 * </pre>
 *
 * <p>The words of a line and the RDATA of a type are dnsjava's to understand, here and nowhere else; what a file may be, which files it
 * may include, and what belongs into a zone is decided here. Everything is bounded: octets, records, files, depth, what {@code
 * $GENERATE} makes. Files are read by the calling thread, which must not be an event loop.
 */
@NullMarked
package io.kinglet.dns.zonefile;

import org.jspecify.annotations.NullMarked;
