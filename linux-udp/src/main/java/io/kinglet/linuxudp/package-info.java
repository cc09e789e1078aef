/**
 * UDP by recvmmsg(2) and sendmmsg(2), called without a line of C: the way to a DNS answer with the fewest instructions between the
 * kernel and the index.
 *
 * <pre>
 *   recvmmsg, up to 32 datagrams --> byte[] --> Answers --> byte[] --> sendmmsg, their replies
 *   one thread and one socket for each event loop and address; its structures are made once
 * </pre>
 *
 * <p>A module of its own because the foreign function interface is of Java 22: the server is compiled for 17 and finds this through
 * {@link java.util.ServiceLoader}, on Linux, when the jar is there and the JVM is new enough. Only octets come through here;
 * answers that take longer are the server's event loops', which send them through {@link io.kinglet.linuxudp.BlockingSocket}.
 *
 * <p>Replies leave from the address the query went to by IP_PKTINFO, so that a wildcard needs one socket, not one for each
 * address of the host. Numbers and structures are those of 64-bit Linux (recvmmsg(2), ip(7), ipv6(7)).
 */
@NullMarked
package io.kinglet.linuxudp;

import org.jspecify.annotations.NullMarked;
