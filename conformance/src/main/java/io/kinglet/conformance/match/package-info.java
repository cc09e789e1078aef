/**
 * Holds replies against what was expected, and against each other.
 *
 * <pre>
 *   Expected + Reply --> ReplyMatcher    --> mismatches, one sentence each
 *   Reply + Reply    --> ReplyDifference --> differences, one sentence each
 *   Reply            --> ReplySummary    --> the few words divergences.md states
 * </pre>
 *
 * <p>Compares text, sections and header bits; never decides whether a difference is allowed: that is {@code run}, which is to be read
 * next.
 */
@NullMarked
package io.kinglet.conformance.match;

import org.jspecify.annotations.NullMarked;
