package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.ZoneBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was read so far of one zone, from all of its files. Confined to one thread. */
final class Collected {

    private static final int MOST_WARNINGS = 10;

    private final ZoneBuilder zone;
    private final ZoneFileLimits limits;
    private final Set<Path> files = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private int inclusions;
    private long octets;
    private int leftOut;

    Collected(DomainName apex, ZoneFileLimits limits) {
        zone = new ZoneBuilder(apex);
        this.limits = limits;
    }

    ZoneBuilder zone() {
        return zone;
    }

    ZoneFileLimits limits() {
        return limits;
    }

    /** Whether there is room for one more {@code $INCLUDE}. */
    boolean takesInclusion() {
        return ++inclusions <= limits.files();
    }

    void reads(Path file) {
        files.add(file);
    }

    List<Path> files() {
        return List.copyOf(files);
    }

    /** Whether there is room for so much more. */
    boolean takesOctets(long more) {
        octets += more;
        return octets <= limits.octets();
    }

    void leftOut(String what) {
        if (++leftOut <= MOST_WARNINGS) {
            warnings.add(what);
        }
    }

    List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (leftOut > MOST_WARNINGS) {
            all.add("and " + (leftOut - MOST_WARNINGS) + " records more were left out");
        }
        return all;
    }
}
