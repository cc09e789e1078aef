/**
 * A bad server on purpose, to see how clients take it.
 *
 * <pre>
 *   Query --> ErraticLayer: an address, at once, late, cut short, or not at all
 * </pre>
 */
@NullMarked
package io.kinglet.dns.erratic;

import org.jspecify.annotations.NullMarked;
