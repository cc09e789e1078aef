/**
 * Zones copied between servers: out to secondaries, and in from primaries.
 *
 * <pre>
 *   AXFR, IXFR --> TransferLayer --> TransferableZones (static zones, clusters) --> Answer.Transfer, written in parts
 *   new version --> NotifySender --> NOTIFY, tried again until it is answered
 *   SOA timers, NOTIFY --> SecondaryZone --> IncomingTransfer --> StaticZone, published to a LoadedZone
 *   a catalog's version --> Catalog --> CatalogMembers: zones that come and go
 * </pre>
 *
 * <p>The zones themselves are elsewhere ({@code dns.zone}, {@code k8s.transfer}); nothing here opens a socket or starts a thread: a
 * {@link io.kinglet.dns.transfer.Notifying} carries NOTIFY, a {@link io.kinglet.dns.transfer.TransferClient} what is copied in. Messages are signed by {@code dns.tsig}, a layer above.
 */
@NullMarked
package io.kinglet.dns.transfer;

import org.jspecify.annotations.NullMarked;
