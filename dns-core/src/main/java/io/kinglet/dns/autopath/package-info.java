/**
 * Search lists walked here instead of by stub resolvers, where the outcome is theirs.
 *
 * <pre>
 *   db.shop.NS.svc.Z --> next: there --> as it is
 *                          |
 *                       NXDOMAIN
 *                          |
 *                 SearchPaths: whose list? --not certain--> NXDOMAIN
 *                          |
 *        db.shop.svc.Z, db.shop.Z, ..., db.shop.  --> the whole server, one after the other
 *              |                          |
 *       the first with data       none, or one in doubt
 *              |                          |
 *     CNAME to it, its answer         NXDOMAIN: the stub resolver walks by itself
 * </pre>
 *
 * <p>Each candidate is asked of the whole server as the client would ask it, so views, access lists and rewriting hold. What a stub
 * resolver makes of a name without data, or of a failure, differs from one to the next; there the walk ends and nothing is completed.
 * A and AAAA have one outcome: a candidate with data of either type is the one for both. Nothing is kept, so no answer made for one
 * client is ever given to another.
 */
@NullMarked
package io.kinglet.dns.autopath;

import org.jspecify.annotations.NullMarked;
