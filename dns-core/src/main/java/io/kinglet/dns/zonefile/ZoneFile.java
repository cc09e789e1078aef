package io.kinglet.dns.zonefile;

import io.kinglet.dns.zone.StaticZone;
import java.util.List;

/**
 * What a master file says.
 *
 * @param warnings what was left out, with file and line; the first few
 */
public record ZoneFile(StaticZone zone, List<String> warnings) {

    public ZoneFile {
        warnings = List.copyOf(warnings);
    }
}
