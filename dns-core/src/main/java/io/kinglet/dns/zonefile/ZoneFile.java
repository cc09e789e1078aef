package io.kinglet.dns.zonefile;

import io.kinglet.dns.zone.StaticZone;
import java.nio.file.Path;
import java.util.List;

/**
 * What a master file says.
 *
 * @param files it was read from, those it includes as well
 * @param warnings what was left out, with file and line; the first few
 */
public record ZoneFile(StaticZone zone, List<Path> files, List<String> warnings) {

    public ZoneFile {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }
}
