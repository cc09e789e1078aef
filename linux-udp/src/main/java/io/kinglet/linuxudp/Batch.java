package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The memory of one recvmmsg and one sendmmsg. A reply goes to where a datagram came from, from where that went to: it points to
 * the datagram's name and control data. Confined to one thread; allocates nothing after its making.
 */
final class Batch {

    /** Datagrams of one call; more gain nothing that could be measured. */
    static final int COUNT = 32;

    /** Octets of one datagram: queries are far smaller, what is cut off reads as malformed. */
    static final int SLOT = 2048;

    /** Octets of replies that leave together; one of the largest at least. */
    private static final int REPLIES = 1 << 16;

    private static final int PAGE = 4096;

    private final int nameLength;
    private final boolean controlled;
    private final Headers received;
    private final Headers sent;
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment queries;
    private final MemorySegment replies;
    private int count;
    private int size;

    /**
     * @param nameLength octets of a socket address of the family
     * @param controlled whether control data come with datagrams
     */
    Batch(int nameLength, boolean controlled) {
        this.nameLength = nameLength;
        this.controlled = controlled;
        // The collector frees it once the socket is forgotten.
        Arena arena = Arena.ofAuto();
        received = new Headers(arena, COUNT);
        sent = new Headers(arena, COUNT);
        names = arena.allocate((long) COUNT * Names.SLOT, Names.SLOT);
        controls = arena.allocate((long) COUNT * Origin.SLOT, Origin.SLOT);
        queries = arena.allocate((long) COUNT * SLOT, PAGE);
        replies = arena.allocate(REPLIES, PAGE);
        for (int i = 0; i < COUNT; i++) {
            received.octets(i, queries.address() + (long) i * SLOT, SLOT);
            receivable(i);
        }
    }

    private long name(int index) {
        return names.address() + (long) index * Names.SLOT;
    }

    private long control(int index) {
        return controls.address() + (long) index * Origin.SLOT;
    }

    /** Says again what the kernel has written over. */
    void receivable(int index) {
        received.name(index, name(index), nameLength);
        if (controlled) {
            received.control(index, control(index), Origin.SLOT);
        }
    }

    /** Waits for datagrams, and receives those that are there; 0 or less when there are none. */
    int receive(int socket) {
        return Libc.recvmmsg(socket, received.from(0), COUNT, Libc.MSG_WAITFORONE);
    }

    /** Copies datagram {@code index}; its octets. */
    int read(int index, byte[] in) {
        int length = received.length(index);
        MemorySegment.copy(queries, JAVA_BYTE, (long) index * SLOT, in, 0, length);
        return length;
    }

    /** Who sent each datagram. */
    MemorySegment names() {
        return names;
    }

    /** What each was sent to. */
    MemorySegment controls() {
        return controls;
    }

    /** Octets of control data that came with datagram {@code index}. */
    int controlLength(int index) {
        return controlled ? received.controlLength(index) : 0;
    }

    /** Replies that wait to be sent. */
    int count() {
        return count;
    }

    /** Whether one more reply of {@code length} octets can wait. */
    boolean hasRoom(int length) {
        return size + length <= REPLIES;
    }

    /** Adds a reply to datagram {@code index}. */
    void reply(int index, byte[] out, int length) {
        MemorySegment.copy(out, 0, replies, JAVA_BYTE, size, length);
        sent.octets(count, replies.address() + size, length);
        sent.name(count, name(index), nameLength);
        if (controlled) {
            int controlLength = received.controlLength(index);
            Origin.anyInterface(controls, index, controlLength);
            sent.control(count, control(index), controlLength);
        }
        count++;
        size += length;
    }

    /** Sends the replies from {@code first} on; how many, or under 0 when not even that one was taken. */
    int send(int socket, int first) {
        return Libc.sendmmsg(socket, sent.from(first), count - first);
    }

    /** No reply waits any more. */
    void clear() {
        count = 0;
        size = 0;
    }
}
