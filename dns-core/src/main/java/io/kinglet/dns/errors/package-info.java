/**
 * The one place where failures are put into words and bugs are caught.
 *
 * <pre>
 *   next --> exception or Answer.Failure with a text --> ErrorsLayer --> Consolidation (count alike ones) --> LogLine
 *                                                             |
 *                                                             the answer, SERVFAIL for a bug
 * </pre>
 *
 * <p>Writes no file: lines go to a {@link io.kinglet.dns.errors.LogLine}, so many a second at most.
 */
@NullMarked
package io.kinglet.dns.errors;

import org.jspecify.annotations.NullMarked;
