/**
 * Answers made of the question by a pattern.
 *
 * <pre>
 *   Query --zone, type--> TextPattern --> [Choice] --> QueryFields --> TextTemplate.fill --> RecordText --> records
 *                                            |
 *        where nothing of the question but its name as the owner matters: records made beforehand
 * </pre>
 *
 * <p>What a template says is worked out once when it can be: a block list costs no more than looking at the zone. A template that
 * fails is SERVFAIL, counted and logged; nothing is guessed.
 */
@NullMarked
package io.kinglet.dns.template;

import org.jspecify.annotations.NullMarked;
