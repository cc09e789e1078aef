package io.kinglet.server.metrics;

import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;

/**
 * The queries of one zone of one server: cells found by arithmetic, each thread's its own. Told of every answer on many event loops
 * at once; neither locks nor allocates, and no operation is atomic.
 *
 * <pre>
 *   requests by transport, family, type | responses by RCODE | DO | durations | request sizes by transport | response sizes
 * </pre>
 */
final class Traffic implements Query.Observer, Source {

    private static final Transport[] TRANSPORTS = Transport.values();
    private static final int FAMILIES = 2;
    private static final int RCODES = 16;

    private static final Scale TIMES = Family.REQUEST_DURATION.scale();
    private static final Scale SIZES = Family.REQUEST_SIZE.scale();
    private static final int RESPONSES = TRANSPORTS.length * FAMILIES * TypeSlots.COUNT;
    private static final int DNSSEC_OK = RESPONSES + RCODES;
    private static final int DURATIONS = DNSSEC_OK + 1;
    private static final int REQUEST_SIZES = DURATIONS + Histogram.size(TIMES);
    private static final int RESPONSE_SIZES = REQUEST_SIZES + TRANSPORTS.length * Histogram.size(SIZES);
    private static final int CELLS = RESPONSE_SIZES + TRANSPORTS.length * Histogram.size(SIZES);

    private final Labels labels;
    private final Counts counts = new Counts(CELLS);

    /**
     * @param labels server, view and zone
     */
    Traffic(Labels labels) {
        this.labels = labels;
    }

    @Override
    public void answered(Query query, byte[] reply, int length) {
        long[] mine = counts.mine();
        int transport = query.transport().ordinal();
        Client client = query.client();
        int family = client != null && client.ipv6() ? 1 : 0;
        Counts.add(mine, cell(transport, family, TypeSlots.of(query.qtype())), 1);
        record(mine, REQUEST_SIZES + transport * Histogram.size(SIZES), SIZES, query.length());
        if (query.edns().dnssecOk()) {
            Counts.add(mine, DNSSEC_OK, 1);
        }
        if (length == 0) {
            return;
        }
        Counts.add(mine, RESPONSES + (reply[3] & 0xf), 1);
        record(mine, RESPONSE_SIZES + transport * Histogram.size(SIZES), SIZES, length);
        if (query.receivedNanos() != 0) {
            record(mine, DURATIONS, TIMES, System.nanoTime() - query.receivedNanos());
        }
    }

    private static int cell(int transport, int family, int type) {
        return (transport * FAMILIES + family) * TypeSlots.COUNT + type;
    }

    private static void record(long[] mine, int histogram, Scale scale, long value) {
        Counts.add(mine, histogram + scale.bucket(value), 1);
        Counts.add(mine, histogram + scale.buckets() + 1, value);
    }

    /**
     * Adds up what was answered.
     *
     * @param responses by response code; gets those of this one
     * @return queries
     */
    long count(Map<String, Long> responses) {
        long[] sums = counts.sums();
        long queries = 0;
        for (int cell = 0; cell < RESPONSES; cell++) {
            queries += sums[cell];
        }
        for (int rcode = 0; rcode < RCODES; rcode++) {
            if (sums[RESPONSES + rcode] > 0) {
                responses.merge(Rcode.name(rcode), sums[RESPONSES + rcode], Long::sum);
            }
        }
        return queries;
    }

    @Override
    public void collect(Scrape scrape) {
        long[] sums = counts.sums();
        for (int transport = 0; transport < TRANSPORTS.length; transport++) {
            Labels over = labels.add("proto", TRANSPORTS[transport].label());
            boolean used = false;
            for (int family = 0; family < FAMILIES; family++) {
                for (int type = 0; type < TypeSlots.COUNT; type++) {
                    long count = sums[cell(transport, family, type)];
                    if (count > 0) {
                        used = true;
                        Labels its = over.add("family", family == 0 ? "1" : "2").add("type", TypeSlots.label(type));
                        scrape.add(Family.REQUESTS, its, count);
                    }
                }
            }
            if (used) {
                int offset = transport * Histogram.size(SIZES);
                scrape.add(Family.REQUEST_SIZE, over, Histogram.of(SIZES, sums, REQUEST_SIZES + offset));
                scrape.add(Family.RESPONSE_SIZE, over, Histogram.of(SIZES, sums, RESPONSE_SIZES + offset));
            }
        }
        boolean answered = false;
        for (int rcode = 0; rcode < RCODES; rcode++) {
            long count = sums[RESPONSES + rcode];
            if (count > 0) {
                answered = true;
                scrape.add(Family.RESPONSES, labels.add("plugin", "").add("rcode", Rcode.name(rcode)), count);
            }
        }
        if (answered) {
            scrape.add(Family.REQUEST_DURATION, labels, Histogram.of(TIMES, sums, DURATIONS));
        }
        if (sums[DNSSEC_OK] > 0) {
            scrape.add(Family.DO_REQUESTS, labels, sums[DNSSEC_OK]);
        }
    }
}
