package io.kinglet.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The octets of one client, in plain or encrypted. Nothing blocks. Thread of the endpoint only. */
sealed interface Wire permits PlainWire, TlsWire {

    /**
     * Reads what has come.
     *
     * @return how many octets were put into {@code target}, maybe none; below 0 when no more will come
     * @throws IOException if the connection is gone, or does not speak as it should
     */
    int read(ByteBuffer target) throws IOException;

    /** Takes of {@code octets} what the network, or a buffer in front of it, has room for. */
    void write(ByteBuffer octets) throws IOException;

    /** Whether octets that were taken, or that the connection itself has to say, wait for the network. */
    boolean waits();

    /** Tells the client that no more will come. */
    void end() throws IOException;

    SocketChannel channel();
}
