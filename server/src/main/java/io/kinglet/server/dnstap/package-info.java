/**
 * The way of dnstap's messages out of the process: frame streams (the protocol of fstrm) over unix sockets, TCP and TLS.
 *
 * <pre>
 *   event loops --> TapOutput: a queue --> its thread --> FrameStream: READY, ACCEPT, START, messages, STOP --> whoever collects them
 *             \--> TapListener --> TapCollector: a queue and a thread, for each that comes
 * </pre>
 *
 * <p>Event loops only put octets into a bounded queue; a thread of each output's own writes them, waits for slow collectors and connects
 * again. What does not fit is dropped and counted. It refuses to look into messages.
 */
@NullMarked
package io.kinglet.server.dnstap;

import org.jspecify.annotations.NullMarked;
