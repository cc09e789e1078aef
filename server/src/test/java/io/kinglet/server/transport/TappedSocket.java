package io.kinglet.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A TCP connection that sends what is written when told to, in one go, and counts the TLS records that arrive. One thread. */
final class TappedSocket extends Socket {

    private static final int HEAD = 5;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;
    private int records;
    private int headOctets;
    private int length;
    private int left;

    TappedSocket(int port) throws IOException {
        super(InetAddress.getLoopbackAddress(), port);
        setTcpNoDelay(true);
    }

    /** Keeps what is written from now on. */
    void hold() {
        holding = true;
    }

    /** Sends what was kept. */
    void release() throws IOException {
        holding = false;
        super.getOutputStream().write(held.toByteArray());
        held.reset();
    }

    /** Records that have begun to arrive so far. */
    int records() {
        return records;
    }

    private void see(int octet) {
        if (left > 0) {
            left--;
            return;
        }
        headOctets++;
        records += headOctets == 1 ? 1 : 0;
        if (headOctets >= HEAD - 1) {
            length = length << 8 | octet;
        }
        if (headOctets == HEAD) {
            left = length;
            headOctets = 0;
            length = 0;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                if (octet >= 0) {
                    see(octet);
                }
                return octet;
            }

            @Override
            public int read(byte[] octets, int offset, int size) throws IOException {
                int got = super.read(octets, offset, size);
                for (int i = 0; i < got; i++) {
                    see(octets[offset + i] & 0xff);
                }
                return got;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] octets, int offset, int size) throws IOException {
                if (holding) {
                    held.write(octets, offset, size);
                } else {
                    out.write(octets, offset, size);
                }
            }
        };
    }
}
