/**
 * What was found, and how it is written.
 *
 * <pre>
 *   Answer (a value) = rcode + three lists of RecordSet        Query + Answer --> AnswerEncoder --> octets
 * </pre>
 *
 * <p>A {@link io.kinglet.dns.answer.RecordSet} writes its own records, so an index can keep addresses packed and never build a
 * record. An {@link io.kinglet.dns.answer.Answer} from the index is an object stored there: finding it allocates nothing. This
 * package knows no zone and no transport.
 */
@NullMarked
package io.kinglet.dns.answer;

import org.jspecify.annotations.NullMarked;
