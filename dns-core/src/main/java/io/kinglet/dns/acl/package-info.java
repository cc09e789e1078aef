/**
 * Who may ask for what.
 *
 * <pre>
 *   Query --> AclLayer: zone, type, client's address --> next, REFUSED, an empty NOERROR, or silence
 * </pre>
 *
 * <p>Lists of addresses are searched by halves ({@link io.kinglet.dns.name.AddressRanges}), so a list of 100,000 prefixes costs a
 * query seventeen comparisons. A client is its address, nothing else: behind a translator all are one.
 */
@NullMarked
package io.kinglet.dns.acl;

import org.jspecify.annotations.NullMarked;
