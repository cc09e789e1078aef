package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One file and the zones it is read for, each anew with its own origin.
 *
 * @param root {@code $INCLUDE} reaches files below this folder alone
 * @param reload between two looks at the file; zero for none
 * @param byTime whether a file that has changed is served whatever its serial is; otherwise its SOA must have another serial
 */
public record ZoneFileConfig(Path file, Path root, List<DomainName> zones, Duration reload, boolean byTime) {

    public ZoneFileConfig {
        zones = List.copyOf(zones);
    }
}
