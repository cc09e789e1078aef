package io.kinglet.dns.resolver;

import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;

/** Told of packets that never reach a resolver. Called on event loops; must not block. */
@FunctionalInterface
public interface Refusals {

    /** Tells nobody. */
    Refusals UNCOUNTED = (defect, transport) -> {};

    void refused(QueryDefect defect, Transport transport);
}
