package io.kinglet.linuxudp;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers 10.0.0.1 to everything, at once, or for {@code s...} when the test says so; {@code b...} is 4000 records, {@code n...}
 * NXDOMAIN, {@code x...} a bug.
 */
final class Scripted implements Resolver {

    private static final Rdata RECORD = new Rdata.Address(IpAddress.v4(0x0a000001));
    private static final Answer ANSWER = new Answer.Positive(StaticRecords.ofQname(5, RECORD));
    private static final Answer NOTHING = new Answer.Failure(Rcode.NXDOMAIN);
    private static final Answer BIG =
            new Answer.Positive(new StaticRecords(null, 5, Collections.nCopies(4000, RECORD)));

    private final BlockingQueue<CompletableFuture<Answer>> slow = new LinkedBlockingQueue<>();
    final List<InetSocketAddress> clients = new CopyOnWriteArrayList<>();
    final List<Boolean> families = new CopyOnWriteArrayList<>();
    volatile @Nullable Thread thread;
    volatile boolean records;

    @Override
    public Answer resolve(Query query) {
        thread = Thread.currentThread();
        Client client = query.client();
        if (records && client != null) {
            clients.add(client.address());
            families.add(client.ipv6());
        }
        return switch (query.lowerQname()[1]) {
            case 's' -> later();
            case 'b' -> {
                query.payloadCap(0xffff);
                yield BIG;
            }
            case 'n' -> NOTHING;
            case 'x' -> throw new IllegalStateException("on purpose");
            default -> ANSWER;
        };
    }

    private Answer later() {
        CompletableFuture<Answer> stage = new CompletableFuture<>();
        slow.add(stage);
        return new Answer.Deferred(stage);
    }

    /** Gives the next deferred answer; waits for it to be wanted. */
    void answerNextSlow() throws InterruptedException {
        CompletableFuture<Answer> stage = slow.poll(UdpClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (stage == null) {
            throw new AssertionError("no slow query came");
        }
        stage.complete(ANSWER);
    }

    int waiting() {
        return slow.size();
    }
}
