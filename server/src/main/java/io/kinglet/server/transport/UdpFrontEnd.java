package io.kinglet.server.transport;

import io.kinglet.dns.wire.Client;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Another way to carry UDP than over event loops: sockets that block, each with a thread of its own. Found by {@link
 * java.util.ServiceLoader}, so that what needs a newer Java than this module can stand beside it. An implementation carries
 * octets and knows of addresses, nothing else. Its constructor throws where it cannot work.
 */
public interface UdpFrontEnd {

    /** What it is made of, for a log. */
    String name();

    /**
     * Opens a socket that shares its port with others of this process, the kernel spreading clients over them. Bound to the
     * wildcard of IPv6 it takes what comes for either family.
     *
     * @param receiveBuffer octets to ask the kernel for
     * @param fromWhereAsked whether replies of a wildcard must leave from the address that was asked; otherwise routes choose
     * @throws IOException if the address cannot be listened on
     */
    Socket open(InetSocketAddress address, int receiveBuffer, boolean fromWhereAsked) throws IOException;

    /** What answers. Called by the thread in {@link Socket#serve} alone. */
    interface Answers {

        /**
         * Answers the datagram in {@code in[0..length)}.
         *
         * @param client valid during the call
         * @param nanos when its batch was received, {@link System#nanoTime()}
         * @param out 65,535 octets of room for the reply
         * @return octets of the reply; 0 or less when there is none, or not yet
         */
        int answer(byte[] in, int length, Client client, long nanos, byte[] out);

        /** The replies to what was received together have left. May wait. */
        void batchDone();

        /** The network did not take so many replies. */
        void dropped(int replies);
    }

    /** An open socket. Any thread, but for {@link #serve}. */
    interface Socket {

        /** The receive buffer that the kernel gave, octets. */
        int receiveBuffer();

        /** Receives and answers on the calling thread until {@link #endReading}. */
        void serve(Answers answers);

        /** Makes {@link #serve} return, soon, and for good. Does not wait for it. */
        void endReading();

        /**
         * Sends a reply that comes late. Never blocks.
         *
         * @param client as {@link Client#kept()} by what {@link Answers#answer} was given
         * @return false when the network did not take it, or the socket is closed
         */
        boolean send(byte[] message, int length, Client client);

        /** Closes it; not before {@link #serve} has returned. More than once does no harm. */
        void close();
    }
}
