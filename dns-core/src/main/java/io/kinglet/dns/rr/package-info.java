/**
 * Records: the numbers of types, classes and rcodes, and RDATA as values.
 *
 * <p>Numbers stay {@code int}s, since a message may hold any of them; each class of constants also knows their names.
 */
@NullMarked
package io.kinglet.dns.rr;

import org.jspecify.annotations.NullMarked;
