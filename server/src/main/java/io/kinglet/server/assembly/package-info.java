/**
 * From a plan to a server that answers, and from one plan to the next while it runs.
 *
 * <pre>
 *   ServerPlan --> Layout: which zones at which address
 *        |
 *        v
 *   ClusterFeeds (source, index)    BlockChain: the layers of a block over each other
 *        |                               |
 *        +-----------> Generation: one ZoneRouter per address --> Published&lt;Resolver&gt; --> Listeners
 * </pre>
 *
 * <p>A reload builds a whole new generation beside the old one and publishes it; whatever fails before that leaves the old one
 * serving. Sockets whose address stays, and clusters that are read alike, are carried over.
 *
 * <p>Nothing here reads a Corefile or a command line, and nothing ends the process. Read {@link
 * io.kinglet.server.assembly.DnsServer} next.
 */
@NullMarked
package io.kinglet.server.assembly;

import org.jspecify.annotations.NullMarked;
