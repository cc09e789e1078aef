package io.kinglet.server.transport;

/**
 * What clients of one listener for DNS over HTTPS may take, beside what all clients may.
 *
 * @param connections open at once, 1 or more; {@link #ANY_NUMBER} for as many as the server has for all
 * @param streams open at once on one connection of HTTP/2, 1 or more
 */
public record HttpsLimits(int connections, int streams) {

    public static final int ANY_NUMBER = 0;

    /** Those of CoreDNS. */
    public static final HttpsLimits STANDARD = new HttpsLimits(200, 250);

    public HttpsLimits {
        if (connections < 0 || streams < 1) {
            throw new IllegalArgumentException("connections are 0 or more, streams 1 or more");
        }
    }
}
