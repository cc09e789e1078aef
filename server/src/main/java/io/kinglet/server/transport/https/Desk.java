package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;

/** What answers the requests of one connection. Called on its event loop. */
public interface Desk {

    /**
     * A whole message was asked. {@link Exchange#reply} or {@link Exchange#refuse} is called once, now or later.
     *
     * @param message 1 to 65,535 octets; valid during the call
     */
    void asked(Exchange exchange, ByteBuf message);

    /** A request was answered with a status other than 200 that this package chose, or the desk. */
    void refused(int status);

    /**
     * Memory for requests that are not whole, or for replies that are not sent, grew or shrank by so many octets.
     *
     * @return false when there is too much of it: the connection is to be closed
     */
    boolean hold(int octets);

    /** A request or a reply was done with: whoever waits for the end may look again. */
    void settled();

    /** Something failed that the connection does not survive. */
    void broken(Throwable cause);
}
