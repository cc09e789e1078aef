/**
 * A bound on how long an answer may take.
 *
 * <pre>
 *   Query --> CancelLayer --> next: an answer at once, or one that comes later and is given up when its time is over
 * </pre>
 */
@NullMarked
package io.kinglet.dns.cancel;

import org.jspecify.annotations.NullMarked;
