package io.kinglet.server.transport;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a {@link UdpFrontEnd}. A thread of its own answers what can be answered at once; what comes later is encoded and
 * sent by the event loop of its lane.
 */
final class FrontEndPort implements UdpFrontEnd.Answers, ReplySink, LateReply.Recipient {

    private static final System.Logger LOG = System.getLogger(FrontEndPort.class.getName());

    /** Batches with late answers that the event loop may lag behind: what waits in its queue is bounded by them. */
    private static final int MOST_BATCHES_BEHIND = 4;

    private static final long LONGEST_END = TimeUnit.SECONDS.toNanos(1);

    private final Lane lane;
    private final UdpFrontEnd.Socket socket;
    private final Responder responder;
    private final Responder lateResponder;
    private final LongAdder dropped;
    private final LaneThread thread;
    private final Semaphore behind = new Semaphore(MOST_BATCHES_BEHIND);
    private final Runnable caughtUp = behind::release;
    /** One for the thread that reads, and one for each answer under way. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean deferred;
    private boolean complained;
    private volatile boolean ending;

    /**
     * @param responder of the thread to be started
     * @param lateResponder of the lane's event loop
     */
    FrontEndPort(
            Lane lane, UdpFrontEnd.Socket socket, Responder responder, Responder lateResponder, LongAdder dropped) {
        this.lane = lane;
        this.socket = socket;
        this.responder = responder;
        this.lateResponder = lateResponder;
        this.dropped = dropped;
        thread = new LaneThread(lane, this::run);
    }

    void start() {
        thread.start();
    }

    int receiveBuffer() {
        return socket.receiveBuffer();
    }

    private void run() {
        while (!ending) {
            try {
                socket.serve(this);
            } catch (RuntimeException e) {
                if (!complained) {
                    complained = true;
                    LOG.log(Level.ERROR, "a batch of UDP queries was lost by a bug", e);
                }
            }
        }
        read.countDown();
        letGo();
    }

    @Override
    public int answer(byte[] in, int length, Client client, long nanos, byte[] out) {
        return responder.respond(in, length, Transport.UDP, client, nanos, out, this);
    }

    @Override
    public void answerLater(Query query, CompletionStage<Answer> stage) {
        deferred = true;
        holds.incrementAndGet();
        stage.whenComplete(new LateReply(lane, this, query));
    }

    /** Event loops read no faster than they work off what they have read; nor does this thread, where it leaves them work. */
    @Override
    public void batchDone() {
        if (!deferred) {
            return;
        }
        deferred = false;
        try {
            lane.loop().execute(caughtUp);
            behind.acquire();
        } catch (InterruptedException | RejectedExecutionException e) {
            // The end has begun.
            LOG.log(Level.DEBUG, "a socket is closed while its event loop is busy");
        }
    }

    @Override
    public void dropped(int replies) {
        dropped.add(replies);
    }

    @Override
    public void arrived(Query asked, @Nullable Answer answer, @Nullable Throwable failure) {
        int size = lateResponder.complete(asked, answer, failure, lane.out());
        Client client = asked.client();
        if (size > 0 && client != null && !socket.send(lane.out(), size, client)) {
            dropped.increment();
        }
        letGo();
    }

    private void letGo() {
        if (holds.decrementAndGet() == 0) {
            socket.close();
            done.countDown();
        }
    }

    /** Takes no more queries, and closes the socket when the last answer is given. Any thread. */
    void end() {
        ending = true;
        socket.endReading();
        thread.interrupt();
    }

    /** Waits for {@link #end} to come true. */
    void await(long nanos) {
        await(done, nanos);
    }

    /** Closes it; answers under way are lost. Any thread but its own. */
    void close() {
        end();
        if (!await(read, LONGEST_END)) {
            // A number that the thread may still use must not become that of another file.
            LOG.log(Level.WARNING, "a UDP socket could not be closed");
            return;
        }
        socket.close();
    }

    private static boolean await(CountDownLatch latch, long nanos) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        try {
            while (true) {
                try {
                    return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
