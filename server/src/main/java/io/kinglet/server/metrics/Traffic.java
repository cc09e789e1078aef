package io.kinglet.server.metrics;

import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;

/**
 * The queries of one zone of one server: cells found by arithmetic. Told of every answer on many event loops at once; neither
 * locks nor allocates.
 */
final class Traffic implements Query.Observer, Source {

    private static final Transport[] TRANSPORTS = Transport.values();
    private static final int FAMILIES = 2;
    private static final int RCODES = 16;

    private final Labels labels;
    private final LongAdder[] requests = adders(TRANSPORTS.length * FAMILIES * TypeSlots.COUNT);
    private final LongAdder[] responses = adders(RCODES);
    private final LongAdder dnssecOk = new LongAdder();
    private final Buckets durations = new Buckets(Family.REQUEST_DURATION.scale());
    private final Buckets[] requestSizes = new Buckets[TRANSPORTS.length];
    private final Buckets[] responseSizes = new Buckets[TRANSPORTS.length];

    /**
     * @param labels server, view and zone
     */
    Traffic(Labels labels) {
        this.labels = labels;
        for (int i = 0; i < TRANSPORTS.length; i++) {
            requestSizes[i] = new Buckets(Family.REQUEST_SIZE.scale());
            responseSizes[i] = new Buckets(Family.RESPONSE_SIZE.scale());
        }
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    @Override
    public void answered(Query query, byte[] reply, int length) {
        int transport = query.transport().ordinal();
        Client client = query.client();
        int family = client != null && client.ipv6() ? 1 : 0;
        requests[cell(transport, family, TypeSlots.of(query.qtype()))].increment();
        requestSizes[transport].record(query.length());
        if (query.edns().dnssecOk()) {
            dnssecOk.increment();
        }
        if (length == 0) {
            return;
        }
        responses[reply[3] & 0xf].increment();
        responseSizes[transport].record(length);
        if (query.receivedNanos() != 0) {
            durations.record(System.nanoTime() - query.receivedNanos());
        }
    }

    private static int cell(int transport, int family, int type) {
        return (transport * FAMILIES + family) * TypeSlots.COUNT + type;
    }

    @Override
    public void collect(Scrape scrape) {
        for (int transport = 0; transport < TRANSPORTS.length; transport++) {
            Labels over = labels.add("proto", TRANSPORTS[transport].label());
            boolean used = false;
            for (int family = 0; family < FAMILIES; family++) {
                for (int type = 0; type < TypeSlots.COUNT; type++) {
                    long count = requests[cell(transport, family, type)].sum();
                    if (count > 0) {
                        used = true;
                        Labels its = over.add("family", family == 0 ? "1" : "2").add("type", TypeSlots.label(type));
                        scrape.add(Family.REQUESTS, its, count);
                    }
                }
            }
            if (used) {
                scrape.add(Family.REQUEST_SIZE, over, requestSizes[transport]);
                scrape.add(Family.RESPONSE_SIZE, over, responseSizes[transport]);
            }
        }
        boolean answered = false;
        for (int rcode = 0; rcode < RCODES; rcode++) {
            long count = responses[rcode].sum();
            if (count > 0) {
                answered = true;
                scrape.add(Family.RESPONSES, labels.add("plugin", "").add("rcode", Rcode.name(rcode)), count);
            }
        }
        if (answered) {
            scrape.add(Family.REQUEST_DURATION, labels, durations);
        }
        if (dnssecOk.sum() > 0) {
            scrape.add(Family.DO_REQUESTS, labels, dnssecOk.sum());
        }
    }
}
