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
 * <p>On a host with several addresses, replies from a wildcard leave from the address the query went to by IP_PKTINFO, so that one
 * socket is enough; where there is one address, the kernel is spared the work, a tenth of the whole. Numbers and structures are those of 64-bit Linux (recvmmsg(2), ip(7), ipv6(7)).
 */
@NullMarked
package io.kinglet.linuxudp;

import org.jspecify.annotations.NullMarked;
