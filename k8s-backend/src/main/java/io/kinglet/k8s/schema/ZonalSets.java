package io.kinglet.k8s.schema;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The endpoints of each topology zone, split off when first asked for. Bounded: only zones that endpoints have are kept. */
final class ZonalSets {

    private final EndpointSet all;
    private final Set<String> zones = new HashSet<>();
    private final ConcurrentMap<String, EndpointSet> byZone = new ConcurrentHashMap<>();

    ZonalSets(EndpointSet all) {
        this.all = all;
        for (int e = 0; e < all.size(); e++) {
            String zone = all.arrays().zone(e);
            if (zone != null) {
                zones.add(zone);
            }
        }
    }

    EndpointSet of(byte[] lower, int from, int to) {
        StringBuilder zone = new StringBuilder(to - from);
        for (int at = from; at < to; at += lower[at] + 1) {
            if (at > from) {
                zone.append('.');
            }
            for (int i = at + 1; i <= at + lower[at]; i++) {
                zone.append((char) (lower[i] & 0xff));
            }
        }
        String name = zone.toString();
        EndpointSet known = byZone.get(name);
        if (known != null || !zones.contains(name)) {
            return known != null ? known : EndpointSet.EMPTY;
        }
        EndpointArrays arrays = all.arrays();
        EndpointSet some = all.only(arrays.filter(e -> name.equals(arrays.zone(e))));
        byZone.putIfAbsent(name, some);
        return some;
    }
}
