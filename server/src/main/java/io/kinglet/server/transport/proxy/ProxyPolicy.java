package io.kinglet.server.transport.proxy;

/** What becomes of the headers that a peer sends. */
public enum ProxyPolicy {
    /** The client is who the header says. */
    USE,
    /** A header is taken off; the client is the peer. */
    IGNORE,
    /** A peer that sends a header is not answered. */
    REJECT,
    /** A header is nothing special, and so no query. */
    SKIP
}
