/**
 * Puts questions to a server and reads its replies as text.
 *
 * <pre>
 *   Question --> DigClient     (a dig process)       --> Reply
 *            \-> SocketClient  (UDP or TCP, dnsjava) -/
 * </pre>
 *
 * <p>Both clients give the same {@link io.kinglet.conformance.ask.Reply} for the same octets: one spelling of every record. No
 * client retries, falls back from UDP to TCP, or follows a CNAME. dnsjava is used here and in no other package. Read next:
 * {@code rpl}, the files that hold the questions.
 */
@NullMarked
package io.kinglet.conformance.ask;

import org.jspecify.annotations.NullMarked;
