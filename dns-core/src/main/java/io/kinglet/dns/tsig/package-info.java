/**
 * Messages signed with shared secrets (RFC 8945).
 *
 * <pre>
 *   query --> TsigLayer: TsigRecord, TsigMac: right key, MAC and time? --> layers below --> TsigSigner signs each message of the reply
 * </pre>
 *
 * <p>The MAC is computed over the octets as they came and as they go, with the JDK's {@code Mac}: a library that parses a message
 * and writes it again would have to write it the same. dnsjava judges it in tests. What is signed is never passed on signed: the
 * record is cut off once it has been verified.
 */
@NullMarked
package io.kinglet.dns.tsig;

import org.jspecify.annotations.NullMarked;
