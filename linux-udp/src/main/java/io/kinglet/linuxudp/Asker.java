package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.kinglet.dns.wire.Client;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** The client of one datagram of a batch at a time. Confined to one thread. */
final class Asker implements Client {

    private final Batch batch;
    private final int nameLength;
    private int index;

    Asker(Batch batch, int nameLength) {
        this.batch = batch;
        this.nameLength = nameLength;
    }

    /** From now on stands for who sent datagram {@code index}. */
    void is(int index) {
        this.index = index;
    }

    int port() {
        return Names.port(batch.names(), index);
    }

    @Override
    public boolean ipv6() {
        return Names.ipv6(batch.names(), index);
    }

    @Override
    public InetSocketAddress address() {
        return Names.address(batch.names(), index);
    }

    @Override
    public int copyAddress(byte[] target) {
        return Names.copyAddress(batch.names(), index, target);
    }

    @Override
    public Client kept() {
        byte[] name = new byte[nameLength];
        byte[] control = new byte[batch.controlLength(index)];
        MemorySegment.copy(batch.names(), JAVA_BYTE, (long) index * Names.SLOT, name, 0, name.length);
        Origin.anyInterface(batch.controls(), index, control.length);
        MemorySegment.copy(batch.controls(), JAVA_BYTE, (long) index * Origin.SLOT, control, 0, control.length);
        return new Kept(address(), ipv6(), name, control);
    }

    /**
     * A client that waits for its answer.
     *
     * @param name its socket address
     * @param control which of our addresses it asked; empty where there is only one
     */
    record Kept(InetSocketAddress address, boolean ipv6, byte[] name, byte[] control) implements Client {

        @Override
        public Client kept() {
            return this;
        }
    }
}
