package io.kinglet.dns.transfer;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets a few transfers run at a time, and the others wait their turn: a catalog may list thousands of zones, and whoever forwards
 * needs sockets, too. What waits is bounded by the number of zones, of which each waits once. Any thread.
 */
public final class QueuedTransfers implements TransferClient {

    /** As many as primaries commonly serve to one secondary at a time. */
    public static final int STANDARD = 10;

    private final TransferClient client;
    private final int most;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param most how many run at a time, at least one
     */
    public QueuedTransfers(TransferClient client, int most) {
        this.client = client;
        this.most = most;
    }

    @Override
    public Fetch fetch(InetSocketAddress primary, byte[] query, Receiver receiver) {
        Turn turn = new Turn(primary, query.clone(), receiver);
        synchronized (this) {
            if (running == most) {
                waiting.addLast(turn);
                return turn;
            }
            running++;
        }
        turn.begin();
        return turn;
    }

    private void next() {
        Turn turn;
        synchronized (this) {
            turn = waiting.pollFirst();
            if (turn == null) {
                running--;
            }
        }
        if (turn != null) {
            turn.begin();
        }
    }

    private synchronized boolean leave(Turn turn) {
        return waiting.remove(turn);
    }

    /** One transfer, from its place in the queue to its end. */
    private final class Turn implements Fetch, Receiver {

        private final InetSocketAddress primary;
        private final byte[] query;
        private final Receiver receiver;
        private @Nullable Fetch begun;
        private boolean cancelled;

        Turn(InetSocketAddress primary, byte[] query, Receiver receiver) {
            this.primary = primary;
            this.query = query;
            this.receiver = receiver;
        }

        void begin() {
            Fetch fetch = client.fetch(primary, query, this);
            boolean late;
            synchronized (this) {
                begun = fetch;
                late = cancelled;
            }
            if (late) {
                fetch.cancel();
            }
        }

        @Override
        public boolean message(byte[] octets, int length) {
            return receiver.message(octets, length);
        }

        @Override
        public void ended(@Nullable String problem) {
            try {
                receiver.ended(problem);
            } finally {
                next();
            }
        }

        @Override
        public void cancel() {
            if (leave(this)) {
                receiver.ended("broken off");
                return;
            }
            Fetch fetch;
            synchronized (this) {
                cancelled = true;
                fetch = begun;
            }
            if (fetch != null) {
                fetch.cancel();
            }
        }
    }
}
