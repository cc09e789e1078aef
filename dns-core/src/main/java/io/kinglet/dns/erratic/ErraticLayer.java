package io.kinglet.dns.erratic;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers every A and AAAA query with one address, but drops, delays or truncates some of them: to test clients with. Any thread;
 * counts queries.
 */
public final class ErraticLayer implements Layer {

    private static final int LARGE = 30;
    private static final Rdata V4 = new Rdata.Address(IpAddress.v4(0xc0000235));
    private static final Rdata V6 = new Rdata.Address(IpAddress.v6(0x20010db800000000L, 0x53));

    private final ErraticConfig config;
    private final Scheduler scheduler;
    private final AtomicInteger queries = new AtomicInteger();

    public ErraticLayer(ErraticConfig config, Scheduler scheduler) {
        this.config = config;
        this.scheduler = scheduler;
    }

    @Override
    public Resolver over(Resolver next) {
        return this::answer;
    }

    private Answer answer(Query query) {
        int number = queries.getAndIncrement();
        if (isOneOf(number, config.dropOneOf())) {
            return Answer.Dropped.INSTANCE;
        }
        Answer answer = plain(query, isOneOf(number, config.truncateOneOf()));
        if (!isOneOf(number, config.delayOneOf())) {
            return answer;
        }
        CompletableFuture<Answer> later = new CompletableFuture<>();
        scheduler.schedule(() -> later.complete(answer), config.delay().toNanos());
        return new Answer.Deferred(later);
    }

    private static boolean isOneOf(int number, int many) {
        return many > 0 && Integer.remainderUnsigned(number, many) == 0;
    }

    private Answer plain(Query query, boolean truncated) {
        return switch (query.qtype()) {
            case RecordType.A -> positive(Collections.nCopies(config.large() ? LARGE : 1, V4), truncated);
            case RecordType.AAAA -> positive(List.of(V6), truncated);
            case RecordType.AXFR -> transfer(query.qname(), truncated);
            default -> new Answer.Failure(Rcode.SERVFAIL);
        };
    }

    private static Answer positive(List<Rdata> rdata, boolean truncated) {
        return composed(List.of(new StaticRecords(null, 0, rdata)), truncated);
    }

    /** A zone of two name servers; a truncated one lacks the SOA record at its end, so that it is no whole transfer. */
    private static Answer transfer(DomainName zone, boolean truncated) {
        if (zone.length() > DomainName.MAX_OCTETS - 2) {
            return new Answer.Failure(Rcode.SERVFAIL);
        }
        DomainName a = zone.child("a");
        DomainName b = zone.child("b");
        Rdata soa = new Rdata.Soa(a, zone, 1, 7200, 3600, 1_209_600, 3600);
        List<RecordSet> records = new ArrayList<>();
        records.add(StaticRecords.of(zone, 0, soa));
        records.add(new StaticRecords(zone, 0, List.of(new Rdata.Ns(a), new Rdata.Ns(b))));
        records.add(StaticRecords.of(a, 0, V6));
        records.add(StaticRecords.of(b, 0, V6));
        if (!truncated) {
            records.add(StaticRecords.of(zone, 0, soa));
        }
        return composed(records, false);
    }

    private static Answer composed(List<RecordSet> answer, boolean truncated) {
        return new Answer.Composed(Rcode.NOERROR, true, truncated, answer, List.of(), List.of());
    }
}
