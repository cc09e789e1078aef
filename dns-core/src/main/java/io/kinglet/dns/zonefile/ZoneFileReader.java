package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.StaticZone;
import java.nio.file.Path;

/** Reads master files. Immutable; reading blocks. */
public final class ZoneFileReader {

    private final ZoneFileLimits limits;

    public ZoneFileReader(ZoneFileLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a zone. Relative names are below {@code apex} until the file says {@code $ORIGIN}.
     *
     * @param root {@code $INCLUDE} reaches files below this folder and no others
     * @throws ZoneFileException for the first mistake; nothing is read in part
     */
    public ZoneFile read(Path file, DomainName apex, Path root) throws ZoneFileException {
        Collected collected = new Collected(apex, limits);
        new FileRecords(file, root, collected, 0).read(FileRecords.name(apex));
        StaticZone zone = collected.zone().build();
        if (zone == null) {
            throw new ZoneFileException(
                    file,
                    0,
                    "no SOA is owned by " + apex + "; a zone begins with one, such as `@ SOA ns admin 1 2h 1h 2w 1h`");
        }
        return new ZoneFile(zone, collected.files(), collected.warnings());
    }
}
