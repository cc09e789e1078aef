/**
 * Other questions in the place of those that were asked, and answers that look as if they had not been changed.
 *
 * <pre>
 *   Query --> RuleList: which rule first? --none--> next
 *                |
 *                v
 *            Rewriting: name, type, class, options; rule after rule --> Query.rewritten --> next
 *                                                                                            |
 *   answer <-- ReplyRewriting: the rules' changes, the last one first, record by record <-- Answer
 * </pre>
 *
 * <p>A query that no rule is about allocates nothing: rules compare octets in wire format, exact names are found by their hash, and a
 * pattern is tried only on names that hold the text every match of it must hold. An answer is taken apart as a message, whoever gave
 * it, and becomes a message again; one that no rule changes is left alone. A name that is none after rewriting (too long, an empty
 * label) is SERVFAIL. Rules see the name in lower case and without escapes; the client sees the question in the case it was asked.
 */
@NullMarked
package io.kinglet.dns.rewrite;

import org.jspecify.annotations.NullMarked;
