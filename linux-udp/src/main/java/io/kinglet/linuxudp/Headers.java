package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What recvmmsg and sendmmsg read and write: an array of headers, each of one message in one piece. As confined as who holds it.
 *
 * <pre>
 *   struct mmsghdr, 64 octets: name 0, namelen 8, iov 16, iovlen 24, control 32, controllen 40, flags 48, len 56
 *   struct iovec,   16 octets: base 0, len 8
 * </pre>
 */
final class Headers {

    private static final int SIZE = 64;
    private static final int NAME_LENGTH = 8;
    private static final int VECTOR = 16;
    private static final int VECTORS = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int LENGTH = 56;
    private static final int VECTOR_SIZE = 16;
    private static final int VECTOR_LENGTH = 8;

    private final MemorySegment headers;
    private final MemorySegment vectors;

    Headers(Arena arena, int count) {
        headers = arena.allocate((long) count * SIZE, SIZE);
        vectors = arena.allocate((long) count * VECTOR_SIZE, VECTOR_SIZE);
        for (int i = 0; i < count; i++) {
            headers.set(JAVA_LONG, at(i) + VECTOR, vectors.address() + (long) i * VECTOR_SIZE);
            headers.set(JAVA_LONG, at(i) + VECTORS, 1);
        }
    }

    private static long at(int index) {
        return (long) index * SIZE;
    }

    /** Where the address of the other side is, or will be. */
    void name(int index, long address, int length) {
        headers.set(JAVA_LONG, at(index), address);
        headers.set(JAVA_INT, at(index) + NAME_LENGTH, length);
    }

    /** Where the octets are, or will be. */
    void octets(int index, long address, int length) {
        vectors.set(JAVA_LONG, (long) index * VECTOR_SIZE, address);
        vectors.set(JAVA_LONG, (long) index * VECTOR_SIZE + VECTOR_LENGTH, length);
    }

    /** Where the control data are, or will be. */
    void control(int index, long address, int length) {
        headers.set(JAVA_LONG, at(index) + CONTROL, address);
        headers.set(JAVA_LONG, at(index) + CONTROL_LENGTH, length);
    }

    /** Octets received. */
    int length(int index) {
        return headers.get(JAVA_INT, at(index) + LENGTH);
    }

    /** Octets of control data received. */
    int controlLength(int index) {
        return (int) headers.get(JAVA_LONG, at(index) + CONTROL_LENGTH);
    }

    /** All from {@code first} on. */
    MemorySegment from(int first) {
        return first == 0 ? headers : headers.asSlice(at(first));
    }
}
