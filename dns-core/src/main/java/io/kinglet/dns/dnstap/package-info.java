/**
 * Taps: what was asked and answered, in the messages of dnstap (dnstap.info), for whoever listens.
 *
 * <pre>
 *   query --> DnstapLayer --> ... --> reply
 *                |                      |
 *            CLIENT_QUERY         CLIENT_RESPONSE --> TapMessage, in protobuf --> Tap, which takes octets
 * </pre>
 *
 * <p>A message has a dozen fields, written by hand: no library for protobuf is needed. It refuses to wait: a tap that cannot take a
 * message drops it. Sockets and frame streams are elsewhere.
 */
@NullMarked
package io.kinglet.dns.dnstap;

import org.jspecify.annotations.NullMarked;
