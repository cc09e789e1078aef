package io.kinglet.dns.zone;

import java.util.List;

/**
 * The way from one serial of a zone to the next, as RFC 1995 section 4 sends it.
 *
 * @param from the SOA before
 * @param removed records that are gone; no SOA among them. A set here may be part of one in the zone
 * @param to the SOA after
 * @param added records that are new; no SOA among them
 */
public record ZoneChange(Rrset from, List<Rrset> removed, Rrset to, List<Rrset> added) {

    public ZoneChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }
}
