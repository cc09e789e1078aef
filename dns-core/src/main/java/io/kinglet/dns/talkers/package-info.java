/**
 * Who asks most, and for what: the names, the clients and the names that do not exist which are met most often, in a bounded piece of
 * memory however many there are.
 *
 * <pre>
 *   Query --> TalkersLayer: one of so many, by the query's random number --> Notes of this thread --> HeavyHitters x 3
 *   a page, once a second --> TalkersLayer.now(): the notes of all threads added up --> Talkers
 * </pre>
 *
 * <p>Of much traffic a part is looked at: as many queries a second as make a good picture, each standing for those between. The more
 * there are, the smaller the part, so that the cost has a ceiling. Each thread has notes of its own and waits for nobody: while
 * somebody reads them, a query goes unnoted. Counts are of the last one to two minutes.
 *
 * <p>These are estimates for people and no metrics: a name in a label set would be a series a name. Nothing here changes an answer.
 * Read {@link io.kinglet.dns.talkers.TalkersLayer} next, then {@code HeavyHitters}.
 */
@NullMarked
package io.kinglet.dns.talkers;

import org.jspecify.annotations.NullMarked;
