package io.kinglet.server.transport;

/** A thread beside an event loop: what it leaves for later goes to that loop. Dies with the process. */
final class LaneThread extends Thread {

    private final Lane lane;

    LaneThread(Lane lane, Runnable task) {
        super(task, "kinglet-udp");
        this.lane = lane;
        setDaemon(true);
    }

    Lane lane() {
        return lane;
    }
}
