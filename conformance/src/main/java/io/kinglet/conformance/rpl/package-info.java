/**
 * The case files: questions, what their answers must be, and how the cluster changes in between.
 *
 * <pre>
 *   cases/**.rpl --> Corpus --> CaseReader --> Case = Corefile + manifests + Steps
 *                               (Block, CheckReader, LineExpansion)
 * </pre>
 *
 * <p>Knows nothing of servers and clusters: YAML and Corefiles are carried as text. A file that breaks the grammar is an error with
 * file and line, never a case left out. Read next: {@code match}, which holds a reply against an {@link
 * io.kinglet.conformance.rpl.Expected}.
 */
@NullMarked
package io.kinglet.conformance.rpl;

import org.jspecify.annotations.NullMarked;
