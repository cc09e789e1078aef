package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** The functions of the C library that are called. What opens a socket says why it failed; what is called per batch does not. */
final class Libc {

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int IPPROTO_IP = 0;
    static final int IP_PKTINFO = 8;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_WAITFORONE = 0x10000;

    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int SHUT_RD = 0;
    private static final int LONGEST_TEXT = 256;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle RECVMMSG = link("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SENDMMSG = link("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SHUTDOWN = link("shutdown", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = link("close", JAVA_INT);

    private Libc() {}

    private static MethodHandle link(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(find(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MemorySegment find(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError("no " + name));
    }

    /** Fails here, if at all, and not when the first query comes. */
    static void link() {
        // Loading this class has linked what is called per batch.
    }

    /** Datagrams received, at least one; under 0 when none could be. Blocks. */
    static int recvmmsg(int socket, MemorySegment headers, int count, int flags) {
        try {
            return (int) RECVMMSG.invokeExact(socket, headers, count, flags, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Datagrams sent, from the first on; under 0 when the first could not be. Does not block. */
    static int sendmmsg(int socket, MemorySegment headers, int count) {
        try {
            return (int) SENDMMSG.invokeExact(socket, headers, count, MSG_DONTWAIT);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Wakes who waits in {@link #recvmmsg}. On a socket that is not connected Linux does it and says ENOTCONN all the same. */
    static void shutdown(int socket) {
        try {
            int unused = (int) SHUTDOWN.invokeExact(socket, SHUT_RD);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void close(int socket) {
        try {
            int unused = (int) CLOSE.invokeExact(socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int socket(int family) throws IOException {
        return call("socket", new Object[] {family, SOCK_DGRAM_CLOEXEC, 0}, JAVA_INT, JAVA_INT, JAVA_INT);
    }

    static void bind(int socket, MemorySegment name) throws IOException {
        call("bind", new Object[] {socket, name, (int) name.byteSize()}, JAVA_INT, ADDRESS, JAVA_INT);
    }

    static void set(int socket, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment it = arena.allocateFrom(JAVA_INT, value);
            Object[] arguments = {socket, level, option, it, Integer.BYTES};
            call("setsockopt", arguments, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
        }
    }

    static int get(int socket, int level, int option) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment it = arena.allocate(JAVA_INT);
            MemorySegment size = arena.allocateFrom(JAVA_INT, Integer.BYTES);
            Object[] arguments = {socket, level, option, it, size};
            call("getsockopt", arguments, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
            return it.get(JAVA_INT, 0);
        }
    }

    private static int call(String name, Object[] arguments, MemoryLayout... layouts) throws IOException {
        MethodHandle function = LINKER.downcallHandle(find(name), FunctionDescriptor.of(JAVA_INT, layouts), ERRNO);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) function.bindTo(state).invokeWithArguments(arguments);
            if (result < 0) {
                throw new IOException(name + ": " + text(state.get(JAVA_INT, 0)));
            }
            return result;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(int errno) throws Throwable {
        MethodHandle strerror = LINKER.downcallHandle(find("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
        MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
        return text.reinterpret(LONGEST_TEXT).getString(0);
    }
}
