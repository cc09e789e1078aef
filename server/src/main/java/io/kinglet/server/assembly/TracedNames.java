package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.QueryWriter;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.explain.Names;
import io.kinglet.k8s.explain.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the chains of a server, without a socket, and notes who answered. One thread. */
final class TracedNames implements Names {

    private static final int LARGEST = 0xffff;

    private final Resolver router;
    private final Trace trace;
    private final long patienceNanos;
    private final AnswerEncoder encoder = new AnswerEncoder(false);
    private final byte[] octets = new byte[LARGEST];

    /**
     * @param patienceNanos how long an answer is waited for that is not there yet; 0 for no wait
     */
    TracedNames(Resolver router, Trace trace, long patienceNanos) {
        this.router = router;
        this.trace = trace;
        this.patienceNanos = patienceNanos;
    }

    @Override
    public Reply ask(DomainName name, int type, @Nullable IpAddress client) {
        Query query = query(name, type, client);
        trace.begin(name);
        long start = System.nanoTime();
        query.receivedNanos(start);
        String remark = "";
        Answer answer;
        try {
            answer = router.resolve(query);
            if (answer instanceof Answer.Deferred deferred) {
                answer = awaited(deferred);
                remark = answer == null ? late() : "";
            }
        } catch (RuntimeException e) {
            answer = new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, String.valueOf(e.getMessage()));
        }
        long nanos = System.nanoTime() - start;
        if (answer instanceof Answer.Failure failure) {
            remark = failure.text().isEmpty() ? ExtendedError.name(failure.extendedError()) : failure.text();
        }
        return reply(query, type, answer, nanos, remark);
    }

    private String late() {
        return patienceNanos == 0
                ? "its answer has to be waited for, which is not done here"
                : "no answer came in time";
    }

    private static Query query(DomainName name, int type, @Nullable IpAddress client) {
        byte[] message = QueryWriter.write(name, type);
        Query query = new Query();
        if (query.read(message, message.length, Transport.TCP, client == null ? null : client(client))
                != QueryDefect.NONE) {
            throw new IllegalStateException("a query of our own for " + name + " cannot be read");
        }
        return query;
    }

    private static Client client(IpAddress address) {
        try {
            return Client.of(new InetSocketAddress(InetAddress.getByAddress(address.octets()), 0));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 octets is one", e);
        }
    }

    private @Nullable Answer awaited(Answer.Deferred deferred) {
        try {
            return patienceNanos == 0
                    ? deferred.stage().toCompletableFuture().getNow(null)
                    : deferred.stage().toCompletableFuture().get(patienceNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | CompletionException e) {
            return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, String.valueOf(e.getCause()));
        }
    }

    private Reply reply(Query query, int type, @Nullable Answer answer, long nanos, String remark) {
        List<String> records = new ArrayList<>();
        List<IpAddress> addresses = new ArrayList<>();
        String rcode = "";
        if (answer != null && !(answer instanceof Answer.Transfer)) {
            int length = encoder.encode(query, answer, octets);
            RelayedMessage message = length == 0 ? null : RelayedMessage.read(octets, length, query);
            if (message != null) {
                rcode = Rcode.name(message.rcode());
                read(message, records, addresses);
            }
        }
        DomainName rewritten = trace.rewritten();
        return new Reply(
                RecordType.name(type),
                rcode,
                records,
                addresses,
                trace.by(),
                rewritten == null ? null : withoutDot(rewritten),
                trace.passed(),
                trace.forward(),
                nanos,
                remark);
    }

    private static void read(RelayedMessage message, List<String> records, List<IpAddress> addresses) {
        MessageReader reader = message.reader();
        while (reader.next() && reader.section() == MessageReader.Section.ANSWER) {
            int type = reader.type();
            String value;
            if (type == RecordType.A || type == RecordType.AAAA) {
                IpAddress address = IpAddress.read(reader.octets(), reader.rdataOffset(), reader.rdataLength());
                addresses.add(address);
                value = address.toString();
            } else {
                DomainName target = reader.target();
                value = type == RecordType.SRV && target != null
                        ? port(reader) + " " + withoutDot(target)
                        : target == null ? reader.rdataLength() + " octets" : withoutDot(target);
            }
            records.add(RecordType.name(type) + " " + value);
        }
    }

    /** Of an SRV record: behind priority and weight (RFC 2782). */
    private static int port(MessageReader reader) {
        int offset = reader.rdataOffset() + 4;
        return (reader.octets()[offset] & 0xff) << 8 | reader.octets()[offset + 1] & 0xff;
    }

    private static String withoutDot(DomainName name) {
        String text = name.toString();
        return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
