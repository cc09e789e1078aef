/**
 * Facts made into names and records (Kubernetes DNS specification 1.1.0, section 2). Immutable values and functions.
 *
 * <p>A name is kept relative to its zone; records are written with pointers into the question, so the same object answers in every
 * zone and in every case the question was asked. Nothing here looks anything up: see {@code k8s.index}.
 */
@NullMarked
package io.kinglet.k8s.schema;

import org.jspecify.annotations.NullMarked;
