/**
 * An explanation as people and programs get it.
 *
 * <pre>
 *   words --> ExplainQuestion --> Ground (a cluster and its chain) --> k8s.explain.Explanation --> ExplanationText | ExplanationTree
 *                                                                                               ^
 *                                    GET /api/v1/explain: ExplainPage --------------------------+
 * </pre>
 *
 * <p>It only looks. It is no firewall, and shows policies to whoever it answers, so that it is off unless the Corefile says otherwise.
 * Fields and codes of the tree are stable; EXPLAIN.md of this module lists them.
 */
@NullMarked
package io.kinglet.server.explain;

import org.jspecify.annotations.NullMarked;
