/**
 * Notices when forwarding leads back to this server.
 *
 * <pre>
 *   LoopLayer.start --> HINFO &lt;random&gt;.&lt;random&gt;.zone through the own chain --> forward --> ... --> the same question again
 * </pre>
 *
 * <p>The name is drawn from a SecureRandom, so that no packet from outside can pass for the probe. What to do about a loop is the
 * host's to say; nothing here ends the process.
 */
@NullMarked
package io.kinglet.dns.loop;

import org.jspecify.annotations.NullMarked;
