package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zone.ZoneBuilder;
import java.util.ArrayList;
import java.util.List;

/** What was read so far of one zone, from all of its files. Confined to one thread. */
final class Collected {

    private static final int MOST_WARNINGS = 10;

    private final ZoneBuilder zone;
    private final ZoneFileLimits limits;
    private final List<String> warnings = new ArrayList<>();
    private long octets;
    private int files;
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

    /** Whether there is room for one more file. */
    boolean takesFile() {
        return ++files <= limits.files();
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
