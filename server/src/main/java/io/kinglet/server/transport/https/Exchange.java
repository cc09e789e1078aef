package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;

/** One request that waits for what is answered. Event-loop confined. */
public interface Exchange {

    /**
     * Sends a reply, at the next flush; nowhere, when the client has gone or does not want it any more.
     *
     * @param message the reply, whose ownership passes
     * @param maxAge seconds for which it may be kept
     */
    void reply(ByteBuf message, long maxAge);

    /** Answers with a status of 4xx or 5xx and nothing else. */
    void refuse(int status);
}
