/**
 * What the lookups of a cluster tell of its policies, without changing an answer.
 *
 * <pre>
 *   k8s.zone --> Lookups: a small ring and filter for each thread that answers     (no allocation, no lock; drops are counted)
 *                   |
 *                   v   one thread of low priority, now and then
 *                Signals --> Clients: whose address is it?   unknown and shared ones are counted, never guessed
 *                        --> UnreachableLookups: set of Pods x Service --> k8s.reach, kept as long as it holds
 *                        --> PodsWithoutDns: set of Pods x DNS Service --> k8s.reach
 *                        --> SignalsObserver: what is counted
 * </pre>
 *
 * <p>A lookup is not a connection, and a question for an address has no port. So a lookup counts only where no port of the Service
 * may be reached; whatever is unknown does not count. It is visibility and no firewall: an address can be dialled without being
 * looked up. No thread is started here. Read {@link io.kinglet.k8s.signals.Signals} next.
 */
@NullMarked
package io.kinglet.k8s.signals;

import org.jspecify.annotations.NullMarked;
