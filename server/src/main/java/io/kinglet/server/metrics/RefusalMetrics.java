package io.kinglet.server.metrics;

import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.util.Locale;

/** Counts packets that are no queries. Any thread; neither locks nor allocates. */
final class RefusalMetrics implements Refusals {

    private static final int TRANSPORTS = Transport.values().length;

    private final Counter[] counters = new Counter[QueryDefect.values().length * TRANSPORTS];

    RefusalMetrics(Metrics metrics) {
        for (QueryDefect defect : QueryDefect.values()) {
            for (Transport transport : Transport.values()) {
                String word = defect.name().toLowerCase(Locale.ROOT);
                counters[cell(defect, transport)] = defect == QueryDefect.NONE
                        ? new Counter()
                        : metrics.counter(Family.REJECTED_PACKETS, "defect", word, "proto", transport.label());
            }
        }
    }

    private static int cell(QueryDefect defect, Transport transport) {
        return defect.ordinal() * TRANSPORTS + transport.ordinal();
    }

    @Override
    public void refused(QueryDefect defect, Transport transport) {
        counters[cell(defect, transport)].increment();
    }
}
