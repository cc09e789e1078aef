/**
 * The contract of a stage, and the door for transports.
 *
 * <pre>
 *   octets --> Responder --> Query --> Resolver (layer over layer) --> Answer --> AnswerEncoder --> octets
 * </pre>
 *
 * <p>To a Pod's stub resolver this whole program is its recursive resolver (RFC 9499 section 6), hence the word {@link
 * io.kinglet.dns.resolver.Resolver} for every stage of it. A {@link io.kinglet.dns.resolver.Layer} is a function from the
 * resolver below it to a resolver; falling through is calling the one below.
 */
@NullMarked
package io.kinglet.dns.resolver;

import org.jspecify.annotations.NullMarked;
