import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks about the changes one after another, a question each interval. What lies between two answers to the same question is as
 * near as the figures can be: {@link #gaps}.
 */
final class Asker extends Thread {

    private final DatagramSocket socket = new DatagramSocket();
    private final long interval;
    private final List<Long> gaps = new ArrayList<>();
    private final List<Long> trips = new ArrayList<>();
    private volatile List<Watched> changes = List.of();
    private int id;

    Asker(int port, long intervalNanos) throws Exception {
        super("asker");
        setDaemon(true);
        socket.connect(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(200);
        interval = intervalNanos;
    }

    /** From now on asks about these. */
    void ask(List<Watched> what) {
        changes = what;
    }

    /** Begins the counts anew. */
    synchronized void forget() {
        gaps.clear();
        trips.clear();
    }

    /** Nanoseconds between two answers in turn. */
    synchronized List<Long> gaps() {
        return List.copyOf(gaps);
    }

    /** Nanoseconds from a question to its answer. */
    synchronized List<Long> trips() {
        return List.copyOf(trips);
    }

    @Override
    public void run() {
        byte[] buffer = new byte[2048];
        long last = 0;
        List<Watched> before = List.of();
        try {
            while (true) {
                List<Watched> now = changes;
                if (now != before || now.isEmpty()) {
                    last = 0;
                }
                before = now;
                long begin = System.nanoTime();
                for (Watched change : now) {
                    long sent = System.nanoTime();
                    if (!change.answered() && ask(change, buffer)) {
                        last = count(sent, System.nanoTime(), now.size() == 1 ? last : 0);
                    }
                    rest(sent + (now.size() == 1 ? 0 : interval));
                }
                rest(begin + interval);
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private synchronized long count(long sent, long now, long last) {
        trips.add(now - sent);
        if (last != 0) {
            gaps.add(now - last);
        }
        return now;
    }

    private boolean ask(Watched change, byte[] buffer) throws Exception {
        byte[] question = change.question().clone();
        id = (id + 1) & 0xFFFF;
        ByteBuffer.wrap(question).putShort(0, (short) id);
        socket.send(new DatagramPacket(question, question.length));
        DatagramPacket reply = new DatagramPacket(buffer, buffer.length);
        try {
            do {
                reply.setLength(buffer.length);
                socket.receive(reply);
            } while (ByteBuffer.wrap(buffer).getShort(0) != (short) id);
        } catch (SocketTimeoutException e) {
            return false;
        }
        change.answer(ByteBuffer.wrap(buffer, 0, reply.getLength()), System.nanoTime());
        return true;
    }

    private static void rest(long until) {
        for (long now = System.nanoTime(); now < until; now = System.nanoTime()) {
            LockSupport.parkNanos(until - now);
        }
    }
}
