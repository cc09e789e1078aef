/**
 * Conditions on queries, and values worked out of them, as Corefiles write them.
 *
 * <pre>
 *   text --> Lexer --> Parser: Comparisons, Functions --> Term in Term --> Expression.test(query)
 *                                      |
 *            Declarations: names for values that stand in front, groups of a pattern
 * </pre>
 *
 * <p>The language is the peer's (expr-lang) without its maps, pipes and all but three of its closures; what is left out is an error with its place,
 * never taken for something else. Comparing the type, the name, or the client's address with what is written out takes no objects.
 */
@NullMarked
package io.kinglet.dns.expression;

import org.jspecify.annotations.NullMarked;
