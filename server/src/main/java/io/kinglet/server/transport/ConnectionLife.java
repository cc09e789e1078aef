package io.kinglet.server.transport;

import io.kinglet.dns.forward.Exchange.Outcome;
import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection to an upstream, whatever is spoken on it: it opens, carries, rests, is given up and ends. Event-loop
 * confined.
 */
final class ConnectionLife {

    private static final String NOTHING_HEARD = "nothing was heard from the upstream";

    private final PooledConnection connection;
    private final UpstreamPool pool;
    private final Lane lane;
    private final IdleTime idle;
    private final long aged;
    private @Nullable Channel channel;
    private boolean reused;
    private boolean givenUp;
    private long heard;
    private long heardAtTimeout = -1;

    /**
     * @param connection whose life it is; not called before it is made
     * @param expireNanos of having nothing to do, after which it ends
     * @param aged by {@link System#nanoTime}, from when on it is too old
     */
    ConnectionLife(
            PooledConnection connection,
            UpstreamPool pool,
            Lane lane,
            UpstreamRoute route,
            long expireNanos,
            long aged) {
        this.connection = connection;
        this.pool = pool;
        this.lane = lane;
        this.aged = aged;
        idle = new IdleTime(lane, route, expireNanos);
    }

    boolean isAged(long now) {
        return now - aged >= 0;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    boolean isOpen() {
        return channel != null;
    }

    void reuse() {
        reused = true;
    }

    void opening(Channel opening) {
        channel = opening;
        if (givenUp) {
            connection.end(NOTHING_HEARD);
        }
    }

    /** The channel that will carry a question; null when there is none, which the question has been told. */
    @Nullable
    Channel carry(TcpQuestion question) {
        if (channel == null) {
            question.finish(new Outcome.Broken("no connection"));
            return null;
        }
        idle.over();
        question.carriedBy(connection);
        return channel;
    }

    /**
     * Something came from the upstream.
     *
     * @param amount of it, in any unit
     */
    void heard(long amount) {
        heard += amount;
    }

    /**
     * A question was not answered in time.
     *
     * @param once whether this once is too often already
     */
    void timedOut(boolean once) {
        // Nothing since the last time this happened: whatever is at the other end is not to be trusted with more.
        if (heard == heardAtTimeout || heard == 0 || once) {
            giveUp();
        }
        heardAtTimeout = heard;
        rest();
    }

    /** A question was given back unasked; it may be asked once more elsewhere. */
    void left(TcpQuestion question, String reason) {
        pool.askElsewhere(question, connection, reason);
        rest();
    }

    void retire() {
        giveUp();
        rest();
    }

    private void giveUp() {
        givenUp = true;
        pool.forget(connection);
    }

    /** Closes it when it has nothing to do for long, or nothing more to do. */
    void rest() {
        if (connection.load() > 0) {
            return;
        }
        if (givenUp) {
            connection.end(NOTHING_HEARD);
        } else {
            idle.begin(() -> connection.end("idle"));
        }
    }

    /**
     * Closes the channel; may be called again.
     *
     * @param orphans what the connection carried, and does not any more
     */
    void end(List<TcpQuestion> orphans, String reason) {
        idle.over();
        giveUp();
        if (channel != null) {
            // One that could not be made is not open, and throws when closed.
            if (channel.isOpen()) {
                channel.close();
            }
            channel = null;
            lane.descriptorFree();
        }
        pool.orphaned(orphans, reused, reason);
    }
}
