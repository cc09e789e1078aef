/**
 * Sockets: octets from the network to a {@link io.kinglet.dns.resolver.Responder} and back, and to upstreams and back.
 *
 * <pre>
 *   UDP datagram --> UdpListener ---+                      +--> reply, at once or when its stage completes
 *                                   +--> Responder (one per event loop)
 *   TCP stream --> TcpConnection ---+
 *                                          forward layer --> UpstreamSockets --> upstream, UDP or TCP
 * </pre>
 *
 * <p>Where a {@link io.kinglet.server.transport.UdpFrontEnd} is found and works, its threads answer UDP in place of UdpListener and
 * leave to the event loop of their lane what has to wait. It is found by {@link java.util.ServiceLoader} since the one there is needs
 * a newer Java than this module; {@code -Dkinglet.udp=netty} leaves it aside.
 *
 * <p>HttpsClientConnection stands where TcpConnection does when HTTP is spoken, and leaves HTTP itself to {@code transport.https};
 * headers of proxies are taken off in front of either, and of datagrams, by {@code transport.proxy}. Those two know nothing of this
 * package.
 *
 * <p>Event loops are owned by {@link io.kinglet.server.transport.TransportResources} and shared by all {@link
 * io.kinglet.server.transport.Listeners} of a server. Everything that belongs to one loop alone is its {@link
 * io.kinglet.server.transport.Lane}: no lock and no atomic on the way of a query. Native epoll where it loads, NIO elsewhere;
 * only {@link io.kinglet.server.transport.EventLoops} knows which.
 *
 * <p>This package refuses to look into messages: it frames, bounds and times them. Read next: {@link
 * io.kinglet.server.transport.Listeners}, then {@link io.kinglet.server.transport.TcpConnection}.
 */
@NullMarked
package io.kinglet.server.transport;

import org.jspecify.annotations.NullMarked;
