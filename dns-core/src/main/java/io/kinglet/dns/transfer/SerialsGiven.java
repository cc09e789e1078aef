package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which serial each secondary got last from this server, of zones whose serials other servers number otherwise. A secondary that is
 * not known here, as after a start, gets all of the zone. Bounded; any thread.
 */
final class SerialsGiven {

    private static final int MOST = 1024;

    private record Copy(DomainName apex, IpAddress client) {}

    /** The one longest without a transfer is forgotten first. */
    private final Map<Copy, Integer> serials = new LinkedHashMap<>(16, 0.75f, true);

    synchronized void note(DomainName apex, IpAddress client, int serial) {
        serials.put(new Copy(apex, client), serial);
        if (serials.size() > MOST) {
            serials.remove(serials.keySet().iterator().next());
        }
    }

    synchronized boolean has(DomainName apex, IpAddress client, int serial) {
        Integer given = serials.get(new Copy(apex, client));
        return given != null && given == serial;
    }
}
