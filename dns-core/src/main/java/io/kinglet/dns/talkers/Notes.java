package io.kinglet.dns.talkers;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What one thread has met in this span of time and in the one before. Written by its thread; read by any thread that has {@link
 * #taken} it, meanwhile nothing is noted.
 */
final class Notes {

    private static final int LONGEST_ADDRESS = 16;

    /** The three tables of one span. */
    record Span(HeavyHitters names, HeavyHitters clients, HeavyHitters nonexistent) {

        static Span of(int places) {
            return new Span(
                    new HeavyHitters(places, DomainName.MAX_OCTETS),
                    new HeavyHitters(places, LONGEST_ADDRESS),
                    new HeavyHitters(places, DomainName.MAX_OCTETS));
        }

        void clear() {
            names.clear();
            clients.clear();
            nonexistent.clear();
        }
    }

    private final AtomicBoolean taken = new AtomicBoolean();
    private final byte[] address = new byte[LONGEST_ADDRESS];
    private Span now;
    private Span before;
    private long number = Long.MIN_VALUE;

    Notes(int places) {
        now = Span.of(places);
        before = Span.of(places);
    }

    /** Octets that one with so many places a table takes. */
    static long octets(int places) {
        return 2
                * (2 * HeavyHitters.octets(places, DomainName.MAX_OCTETS)
                        + HeavyHitters.octets(places, LONGEST_ADDRESS));
    }

    /**
     * Notes an answer, unless the notes are being read.
     *
     * @param spanNumber the span of time it falls into
     * @param weight how many answers it stands for
     */
    void add(Query query, int rcode, long spanNumber, long weight) {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        try {
            turnTo(spanNumber);
            byte[] name = query.lowerQname();
            int length = query.qnameLength();
            int hash = (int) Octets.hash(name, 0, length);
            now.names.add(name, length, hash, weight);
            if (rcode == Rcode.NXDOMAIN) {
                now.nonexistent.add(name, length, hash, weight);
            }
            Client client = query.client();
            if (client != null) {
                int octets = client.copyAddress(address);
                now.clients.add(address, octets, (int) Octets.hash(address, 0, octets), weight);
            }
        } finally {
            taken.set(false);
        }
    }

    private void turnTo(long spanNumber) {
        if (spanNumber == number) {
            return;
        }
        Span older = before;
        before = now;
        now = older;
        now.clear();
        if (spanNumber != number + 1) {
            before.clear();
        }
        number = spanNumber;
    }

    /** Shows those of a span of time and of the one before it. Waits for an answer that is being noted. */
    void read(long spanNumber, Consumer<Span> reader) {
        while (!taken.compareAndSet(false, true)) {
            Thread.yield();
        }
        try {
            if (number == spanNumber) {
                reader.accept(now);
                reader.accept(before);
            } else if (number == spanNumber - 1) {
                reader.accept(now);
            }
        } finally {
            taken.set(false);
        }
    }
}
