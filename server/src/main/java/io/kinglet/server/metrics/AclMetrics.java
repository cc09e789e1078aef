package io.kinglet.server.metrics;

import io.kinglet.dns.acl.AclAction;
import io.kinglet.dns.acl.AclObserver;
import io.kinglet.dns.name.DomainName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts what access lists decide. Any thread; neither locks nor allocates. */
public final class AclMetrics implements AclObserver {

    private final Counter allowed;
    private final Map<AclAction, Map<DomainName, Counter>> denied = new EnumMap<>(AclAction.class);

    /**
     * @param zones those of all rules
     */
    public AclMetrics(Metrics metrics, Iterable<DomainName> zones, String server, String view) {
        allowed = metrics.counter(Family.ACL_ALLOWED, "server", server, "view", view);
        Map<AclAction, Family> families = Map.of(
                AclAction.BLOCK, Family.ACL_BLOCKED,
                AclAction.FILTER, Family.ACL_FILTERED,
                AclAction.DROP, Family.ACL_DROPPED);
        families.forEach((action, family) -> {
            Map<DomainName, Counter> counters = new HashMap<>();
            zones.forEach(zone -> counters.put(
                    zone, metrics.counter(family, "server", server, "view", view, "zone", zone.toString())));
            denied.put(action, counters);
        });
    }

    @Override
    public void decided(AclAction action, DomainName zone) {
        if (action == AclAction.ALLOW) {
            allowed.increment();
            return;
        }
        Map<DomainName, Counter> counters = denied.get(action);
        Counter counter = counters == null ? null : counters.get(zone);
        if (counter != null) {
            counter.increment();
        }
    }
}
