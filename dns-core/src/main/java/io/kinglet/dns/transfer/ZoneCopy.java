package io.kinglet.dns.transfer;

import io.kinglet.dns.zone.StaticZone;

/**
 * A zone as it was copied, and how old that is.
 *
 * @param refreshed when a primary last said that it is current, in nanoseconds of the ticker that {@link SecondaryZones} has
 */
public record ZoneCopy(StaticZone version, long refreshed) {}
