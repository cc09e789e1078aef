/**
 * Answers that need no data, only a text or an address everyone agrees on: ANY, class CH, and this very host.
 *
 * <pre>
 *   Query --> AnyLayer, ChaosLayer, LocalLayer: an answer made when the layer was, or next
 * </pre>
 *
 * <p>The three share a package because each is a small table and nothing else. Nobody is asked, nothing is kept.
 */
@NullMarked
package io.kinglet.dns.builtin;

import org.jspecify.annotations.NullMarked;
