package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.kinglet.dns.wire.Client;
import io.kinglet.server.transport.UdpFrontEnd;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One socket. Its thread sleeps in recvmmsg until there is something to answer. */
final class BlockingSocket implements UdpFrontEnd.Socket {

    private static final System.Logger LOG = System.getLogger(BlockingSocket.class.getName());

    private static final int LARGEST_REPLY = 0xffff;
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(10);

    private final int socket;
    private final int receiveBuffer;
    private final Batch batch;
    private final Asker asker;
    private final byte[] in = new byte[Batch.SLOT];
    private final byte[] out = new byte[LARGEST_REPLY];
    private boolean complained;
    private boolean closed;
    private volatile boolean ending;

    private BlockingSocket(int socket, int receiveBuffer, int nameLength, boolean controlled) {
        this.socket = socket;
        this.receiveBuffer = receiveBuffer;
        batch = new Batch(nameLength, controlled);
        asker = new Asker(batch, nameLength);
    }

    static BlockingSocket open(InetSocketAddress address, int receiveBuffer, boolean fromWhereAsked)
            throws IOException {
        boolean six = address.getAddress() instanceof Inet6Address;
        boolean wildcard = address.getAddress().isAnyLocalAddress();
        int socket = Libc.socket(six ? Libc.AF_INET6 : Libc.AF_INET);
        try (Arena arena = Arena.ofConfined()) {
            Libc.set(socket, Libc.SOL_SOCKET, Libc.SO_REUSEPORT, 1);
            Libc.set(socket, Libc.SOL_SOCKET, Libc.SO_RCVBUF, receiveBuffer);
            if (six) {
                Libc.set(socket, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, wildcard ? 0 : 1);
            }
            if (fromWhereAsked && six) {
                Libc.set(socket, Libc.IPPROTO_IPV6, Libc.IPV6_RECVPKTINFO, 1);
            } else if (fromWhereAsked) {
                Libc.set(socket, Libc.IPPROTO_IP, Libc.IP_PKTINFO, 1);
            }
            Libc.bind(socket, Names.of(address, arena));
            int granted = Libc.get(socket, Libc.SOL_SOCKET, Libc.SO_RCVBUF);
            return new BlockingSocket(socket, granted, six ? Names.LENGTH_6 : Names.LENGTH_4, fromWhereAsked);
        } catch (IOException | RuntimeException e) {
            Libc.close(socket);
            throw e;
        }
    }

    @Override
    public int receiveBuffer() {
        return receiveBuffer;
    }

    @Override
    public void serve(UdpFrontEnd.Answers answers) {
        batch.clear();
        while (!ending) {
            int count = batch.receive(socket);
            if (count > 0) {
                answer(count, answers);
            } else if (!ending) {
                // A signal, or the kernel has no memory: what can fail again and again must not spin.
                LockSupport.parkNanos(REST);
            }
        }
    }

    private void answer(int count, UdpFrontEnd.Answers answers) {
        long nanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int length = batch.read(i, in);
            asker.is(i);
            // An empty one at the end is the end.
            int size = length == 0 && ending ? 0 : answers.answer(in, length, asker, nanos, out);
            if (size > 0) {
                reply(i, size, answers);
            }
        }
        flush(answers);
        for (int i = 0; i < count; i++) {
            batch.receivable(i);
        }
        answers.batchDone();
    }

    private void reply(int index, int size, UdpFrontEnd.Answers answers) {
        if (asker.port() == 0) {
            // A forged source.
            answers.dropped(1);
            return;
        }
        if (!batch.hasRoom(size)) {
            flush(answers);
        }
        batch.reply(index, out, size);
    }

    /** What cannot be sent at once concerns one client; when the next one fails, too, it concerns them all. */
    private void flush(UdpFrontEnd.Answers answers) {
        int count = batch.count();
        int at = 0;
        boolean failed = false;
        while (at < count) {
            int sent = batch.send(socket, at);
            if (sent > 0) {
                at += sent;
                failed = false;
                continue;
            }
            int lost = failed ? count - at : 1;
            at += lost;
            failed = true;
            answers.dropped(lost);
            if (!complained) {
                complained = true;
                LOG.log(Level.WARNING, "a UDP reply was not sent: the network did not take it");
            }
        }
        batch.clear();
    }

    @Override
    public void endReading() {
        ending = true;
        synchronized (this) {
            if (!closed) {
                Libc.shutdown(socket);
            }
        }
    }

    @Override
    public synchronized boolean send(byte[] message, int length, Client client) {
        if (closed || !(client instanceof Asker.Kept kept) || kept.address().getPort() == 0) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            Headers one = new Headers(arena, 1);
            MemorySegment octets = arena.allocate(length);
            MemorySegment.copy(message, 0, octets, JAVA_BYTE, 0, length);
            one.octets(0, octets.address(), length);
            one.name(0, copy(arena, kept.name()), kept.name().length);
            if (kept.control().length > 0) {
                one.control(0, copy(arena, kept.control()), kept.control().length);
            }
            return Libc.sendmmsg(socket, one.from(0), 1) == 1;
        }
    }

    private static long copy(Arena arena, byte[] octets) {
        MemorySegment copy = arena.allocate(octets.length, Long.BYTES);
        MemorySegment.copy(octets, 0, copy, JAVA_BYTE, 0, octets.length);
        return copy.address();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(socket);
        }
    }
}
