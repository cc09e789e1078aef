/** The ways to play the cases: in the JVM, with dig, on a real API server, beside CoreDNS; and what no case file can tell. */
@NullMarked
package io.kinglet.conformance.way;

import org.jspecify.annotations.NullMarked;
