/**
 * The packet: a question read in place, a message written in order.
 *
 * <pre>
 *   octets --> Query (header, QNAME, QTYPE, EDNS) or a QueryDefect
 *   Query  --> MessageWriter (question echoed, records appended, mark and rollback) --> octets
 *   octets --> MessageReader (any message, record by record) for those who must look inside
 * </pre>
 *
 * <p>Nothing here knows what an answer is, and nothing is sized by a count found in a packet. {@link
 * io.kinglet.dns.wire.Query} is one reused object per event loop, valid only while it is being resolved.
 */
@NullMarked
package io.kinglet.dns.wire;

import org.jspecify.annotations.NullMarked;
