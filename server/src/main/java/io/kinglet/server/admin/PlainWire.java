package io.kinglet.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Octets as they are. */
record PlainWire(SocketChannel channel) implements Wire {

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        channel.write(octets);
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public void end() throws IOException {
        channel.shutdownOutput();
    }
}
