package io.kinglet.server.transport;

/**
 * What one connection holds of the memory of its loop: unfinished messages, and replies that the network has not taken. Event-loop
 * confined.
 */
final class Holding {

    /** Octets that one connection may hold: a quarter of what all of a loop may. */
    static final int MOST = Lane.MOST_HELD / 4;

    private final Lane lane;
    private final ClientConnection connection;
    private int octets;
    private boolean isOver;

    Holding(Lane lane, ClientConnection connection) {
        this.lane = lane;
        this.connection = connection;
    }

    int octets() {
        return octets;
    }

    /**
     * Notes that it grew or shrank.
     *
     * @return false when it is too much: the connection is to be closed
     */
    boolean change(int by) {
        if (isOver || by == 0) {
            return true;
        }
        octets += by;
        return lane.hold(by, connection) && octets <= MOST;
    }

    /** The same, where it is known how much it is now. */
    boolean become(int now) {
        return change(now - octets);
    }

    /** The connection ends: nothing counts any more. */
    void end() {
        become(0);
        isOver = true;
    }
}
