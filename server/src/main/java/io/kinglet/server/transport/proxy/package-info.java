/**
 * The PROXY protocol of HAProxy, versions 1 and 2, the receiver's side: who is behind the proxy that sends.
 *
 * <pre>
 *   TCP stream --> StreamHeader: reads the header, goes away --> TLS, DNS, HTTP
 *   UDP datagram --> DatagramSource: header off, or the client told before --> DNS
 * </pre>
 *
 * <p>Whose headers count is said by {@link io.kinglet.server.transport.proxy.ProxyRules}, which must name the proxies: a header is
 * as forgeable as any packet. It refuses to wait for a header that need not come, and to keep more than one header's octets.
 */
@NullMarked
package io.kinglet.server.transport.proxy;

import org.jspecify.annotations.NullMarked;
