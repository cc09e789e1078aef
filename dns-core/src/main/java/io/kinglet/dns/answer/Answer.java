package io.kinglet.dns.answer;

import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** What a resolver has to say to a query. A value: immutable, and safe to keep and share, but for {@link Deferred}. */
public sealed interface Answer {

    /** Response code, extended ones included; of no meaning for {@link Deferred} and {@link Dropped}. */
    int rcode();

    /** Whether the AA bit is set: the answer comes from authoritative data. */
    boolean authoritative();

    default List<RecordSet> answer() {
        return List.of();
    }

    default List<RecordSet> authority() {
        return List.of();
    }

    default List<RecordSet> additional() {
        return List.of();
    }

    /** This answer changed by {@code change}, at once or, for a {@link Deferred}, when it is there. */
    default Answer map(UnaryOperator<Answer> change) {
        return change.apply(this);
    }

    /** The records asked for, from authoritative data. */
    record Positive(List<RecordSet> answer, List<RecordSet> additional) implements Answer {

        public Positive {
            answer = List.copyOf(answer);
            additional = List.copyOf(additional);
        }

        public Positive(RecordSet answer) {
            this(List.of(answer), List.of());
        }

        @Override
        public int rcode() {
            return Rcode.NOERROR;
        }

        @Override
        public boolean authoritative() {
            return true;
        }
    }

    /** The name exists and has no records of the type (RFC 2308 section 2.2). */
    record NoData(List<RecordSet> authority) implements Answer {

        public NoData(RecordSet soa) {
            this(List.of(soa));
        }

        @Override
        public int rcode() {
            return Rcode.NOERROR;
        }

        @Override
        public boolean authoritative() {
            return true;
        }
    }

    /** Neither the name nor anything below it exists (RFC 2308 section 2.1, RFC 8020). */
    record NxDomain(List<RecordSet> authority) implements Answer {

        public NxDomain(RecordSet soa) {
            this(List.of(soa));
        }

        @Override
        public int rcode() {
            return Rcode.NXDOMAIN;
        }

        @Override
        public boolean authoritative() {
            return true;
        }
    }

    /** An answer put together from parts: a CNAME and what its target gave (RFC 6604), a zone's static data. */
    record Composed(
            int rcode,
            boolean authoritative,
            boolean truncated,
            List<RecordSet> answer,
            List<RecordSet> authority,
            List<RecordSet> additional)
            implements Answer {

        public Composed {
            answer = List.copyOf(answer);
            authority = List.copyOf(authority);
            additional = List.copyOf(additional);
        }
    }

    /**
     * No answer can be given.
     *
     * @param extendedError an info code of {@link ExtendedError}, or {@link ExtendedError#NONE}
     * @param text a few words for whoever reads the log or the extended error; may be empty
     */
    record Failure(int rcode, int extendedError, String text) implements Answer {

        public Failure(int rcode) {
            this(rcode, ExtendedError.NONE, "");
        }

        @Override
        public boolean authoritative() {
            return false;
        }
    }

    /**
     * A message of another server, passed on: ID, question and TTLs are patched, all else stays as it came.
     *
     * @param elapsedSeconds by how much its TTLs have aged
     * @param extendedError what the client is told of it, an info code of {@link ExtendedError}, or {@link ExtendedError#NONE}
     */
    record Relayed(RelayedMessage message, int elapsedSeconds, int extendedError) implements Answer {

        public Relayed(RelayedMessage message, int elapsedSeconds) {
            this(message, elapsedSeconds, ExtendedError.NONE);
        }

        @Override
        public int rcode() {
            return message.rcode();
        }

        @Override
        public boolean authoritative() {
            return message.authoritative();
        }
    }

    /**
     * The answer comes later, on any thread. The query it belongs to is a {@link io.kinglet.dns.wire.Query#copy()}; a stage that
     * fails is answered SERVFAIL.
     */
    record Deferred(CompletionStage<Answer> stage) implements Answer {

        @Override
        public int rcode() {
            return Rcode.SERVFAIL;
        }

        @Override
        public boolean authoritative() {
            return false;
        }

        @Override
        public Answer map(UnaryOperator<Answer> change) {
            return new Deferred(stage.thenApply(answer -> answer.map(change)));
        }
    }

    /**
     * A zone, or what has changed of it, in as many messages as it takes (RFC 5936, RFC 1995): over TCP only, one after the other
     * and no faster than they are taken.
     *
     * @param records all records in their order, made while they are written; walked once for each reply, on its event loop
     */
    record Transfer(Iterable<? extends RecordSet> records) implements Answer {

        @Override
        public int rcode() {
            return Rcode.NOERROR;
        }

        @Override
        public boolean authoritative() {
            return true;
        }
    }

    /** Silence: nothing is sent back. */
    record Dropped() implements Answer {

        public static final Dropped INSTANCE = new Dropped();

        @Override
        public int rcode() {
            return Rcode.NOERROR;
        }

        @Override
        public boolean authoritative() {
            return false;
        }
    }
}
