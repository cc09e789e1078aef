/**
 * Regular expressions of Corefiles, matched in time linear in the text.
 *
 * <pre>
 *   "^(.*)\.example\.$" --> TextPattern --find(name)--> TextMatch --expand("${1}.")--> text
 * </pre>
 *
 * <p>The syntax is RE2's, which is what the peer's Corefiles are written in; the library stands behind these types and nowhere
 * else. It knows no name and no query: who matches a QNAME hands over its presentation format. It refuses a pattern whose program
 * would be large, so that neither memory nor the time of one match depends on more than the length of the pattern.
 */
@NullMarked
package io.kinglet.dns.pattern;

import org.jspecify.annotations.NullMarked;
