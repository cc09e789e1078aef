/**
 * DNS over HTTPS (RFC 8484), the server's side: requests of HTTP/1.1 and HTTP/2 to messages, and replies back.
 *
 * <pre>
 *   octets --> HttpServerCodec --> Http1Session --+
 *                                                 +--> Requests: path, method, type --> Desk, which answers
 *   octets --> Http2FrameCodec --> Http2Session --+
 *                 Exchange (one request) &lt;-- reply, or a status alone ---------------------+
 * </pre>
 *
 * <p>Knows nothing of sockets' owners, resolvers or certificates: those are behind {@link
 * io.kinglet.server.transport.https.Desk}. It refuses to read messages, but for the TTLs of replies; to compress; to push; to serve
 * any other path. What a request may take is bounded before anything of it is kept.
 */
@NullMarked
package io.kinglet.server.transport.https;

import org.jspecify.annotations.NullMarked;
