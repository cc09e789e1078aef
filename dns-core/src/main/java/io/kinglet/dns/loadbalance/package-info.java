/**
 * Addresses take turns.
 *
 * <pre>
 *   Query --> LoadBalanceLayer: rotates(true) --> next        the encoder begins each address set at another record
 * </pre>
 *
 * <p>No answer is copied or reordered here: whoever writes the records starts at {@link
 * io.kinglet.dns.wire.Query#rotation()}. SRV and MX keep their order, they have priorities.
 */
@NullMarked
package io.kinglet.dns.loadbalance;

import org.jspecify.annotations.NullMarked;
