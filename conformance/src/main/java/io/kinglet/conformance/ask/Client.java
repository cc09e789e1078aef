package io.kinglet.conformance.ask;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Asks a server one question. Safe to use from one thread at a time. */
public interface Client {

    /** What it is called in reports: {@code dig}, {@code socket}. */
    String name();

    /** Whether it can put this question; one that it cannot is left to another client. */
    boolean speaks(Question question);

    /**
     * Asks once; never retries over another transport.
     *
     * @return the reply; empty when the server stayed silent
     * @throws IOException when the server is out of reach or sent what is no DNS message
     */
    Optional<Reply> ask(Question question, Transport transport, InetSocketAddress server) throws IOException;
}
