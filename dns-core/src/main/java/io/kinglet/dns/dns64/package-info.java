/**
 * IPv6 addresses for what has only IPv4 ones (RFC 6147), for clients behind a translator.
 *
 * <pre>
 *   AAAA query --> Dns64Layer --> next: no AAAA --> A query to the whole server --> Synthesis: prefix + address --> answer
 * </pre>
 *
 * <p>Any answer can be translated, a cluster's, an upstream's or one that comes later: Synthesis reads it as a message. Names that
 * have AAAA records cost a look at the answer; other types cost one comparison. Reverse names below the prefix are left to others.
 */
@NullMarked
package io.kinglet.dns.dns64;

import org.jspecify.annotations.NullMarked;
