package io.kinglet.server.transport;

/** One connection of a client, as {@link ClientConnections} bounds and times it. Event-loop confined. */
interface ClientConnection {

    /** What accepted it. */
    Listeners owner();

    /** Whether answers are still to come: it does not give way to others then. */
    boolean owesAnswers();

    /** Its part of the connections that may be open. */
    int weight();

    /** Whether the client has taken longer than it may. */
    boolean overdue(long now);

    /** Takes no more queries, answers what has come whole, then closes. */
    void end();

    /** Closes at once. */
    void close();
}
