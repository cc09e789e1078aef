package io.kinglet.linuxudp;

import io.kinglet.server.transport.UdpFrontEnd;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;

/** The front end. Stateless; any thread. */
public final class LinuxUdp implements UdpFrontEnd {

    /**
     * @throws IllegalCallerException if the JVM was not told to let this code call native functions
     * @throws UnsupportedOperationException on other machines than 64-bit Linux
     */
    public LinuxUdp() {
        if (!LinuxUdp.class.getModule().isNativeAccessEnabled()) {
            throw new IllegalCallerException("start java with --enable-native-access=ALL-UNNAMED to use recvmmsg");
        }
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            throw new UnsupportedOperationException("not a 64-bit system");
        }
        Libc.link();
    }

    @Override
    public String name() {
        return "recvmmsg and sendmmsg";
    }

    @Override
    public Socket open(InetSocketAddress address, int receiveBuffer, boolean fromWhereAsked) throws IOException {
        return BlockingSocket.open(address, receiveBuffer, fromWhereAsked);
    }
}
