import java.nio.ByteBuffer;

/** A change, when it was made, when the API server told of it and when DNS did. Times are of {@link System#nanoTime}, 0: not yet. */
final class Watched {

    /** Something that is done, and may fail. */
    interface Deed {
        void act() throws Exception;
    }

    final String kind;
    private final byte[] question;
    private final String address;
    private final String type;
    private final String mark;
    private final Deed deed;
    private volatile long written;
    private volatile long event;
    private volatile long answered;

    /** The answer is right when it is that address alone, or for null when the name does not exist. */
    Watched(String kind, String service, String address, String type, String mark, Deed deed) {
        this.kind = kind;
        this.question = Packet.question(service + ".fresh.svc.cluster.local");
        this.address = address;
        this.type = type;
        this.mark = mark;
        this.deed = deed;
    }

    void make() throws Exception {
        deed.act();
        written = System.nanoTime();
    }

    /** A line of a watch; the mark is in the object that the change is about. */
    void event(String line) {
        if (event == 0 && line.startsWith(type, 8) && line.contains(mark)) {
            event = System.nanoTime();
        }
    }

    byte[] question() {
        return question;
    }

    void answer(ByteBuffer reply, long now) {
        if (answered == 0 && Packet.says(reply, question, address)) {
            answered = now;
        }
    }

    boolean answered() {
        return answered != 0;
    }

    boolean done() {
        return answered != 0 && event != 0 && written != 0;
    }

    @Override
    public String toString() {
        return kind + " " + mark + (event == 0 ? ", no event" : "") + (answered == 0 ? ", no right answer" : "");
    }

    /** Nanoseconds from the event to the right answer; the answer may come first. */
    long sinceEvent() {
        return Math.max(0, answered - event);
    }

    /** Nanoseconds from the return of the call that made the change. */
    long sinceWritten() {
        return Math.max(0, answered - written);
    }
}
