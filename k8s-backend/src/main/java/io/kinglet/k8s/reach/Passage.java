package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to traffic between the origin and the destination.
 *
 * @param dialled the addresses that the origin dials and that are rewritten to those of destinations; empty for none
 * @param port that the origin dials at them; 0 for none
 * @param sourceRewritten whether the destination may see the address of a node in place of the origin's
 */
record Passage(List<IpAddress> dialled, int port, boolean sourceRewritten) {

    /** Nothing is rewritten. */
    static final Passage DIRECT = new Passage(List.of(), 0, false);

    Passage {
        dialled = List.copyOf(dialled);
    }

    /** The dialled address of the family; null for none. */
    @Nullable
    IpAddress dialled(boolean v6) {
        for (IpAddress address : dialled) {
            if (address.v6() == v6) {
                return address;
            }
        }
        return null;
    }
}
