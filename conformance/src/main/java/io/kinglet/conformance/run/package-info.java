/**
 * Plays cases against servers.
 *
 * <pre>
 *   Case + Subject           --> ScenarioRunner     --> Findings
 *   Case + Subject + Subject --> DifferentialRunner --> Findings, measured against divergences.md
 * </pre>
 *
 * <p>A {@link io.kinglet.conformance.run.Subject} is whatever answers: this package starts no server and no cluster. The tests of
 * this module do.
 */
@NullMarked
package io.kinglet.conformance.run;

import org.jspecify.annotations.NullMarked;
