/**
 * In which order addresses are sent.
 *
 * <pre>
 *   Query --> LoadBalanceLayer: rotates(true) --> next        the encoder begins each address set at another record
 *   Query --> OrderLayer --> next --> Answer                  written out, addresses sorted in place: weights, preferred prefixes
 * </pre>
 *
 * <p>Turns cost nothing: no answer is copied or reordered, whoever writes the records starts at {@link
 * io.kinglet.dns.wire.Query#rotation()}. What looks at the addresses copies the answers that have several. SRV and MX keep their
 * order, they have priorities. Files are read by whoever hosts the layers.
 */
@NullMarked
package io.kinglet.dns.loadbalance;

import org.jspecify.annotations.NullMarked;
