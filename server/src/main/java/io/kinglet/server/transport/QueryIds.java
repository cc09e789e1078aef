package io.kinglet.server.transport;

import java.security.SecureRandom;

/** IDs that nobody can guess (RFC 5452 section 9.2), drawn many at a time. Event-loop confined. */
final class QueryIds {

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[512];
    private int used = drawn.length;

    /** 0 to 65535. */
    int next() {
        if (used == drawn.length) {
            random.nextBytes(drawn);
            used = 0;
        }
        int id = ((drawn[used] & 0xff) << 8) | (drawn[used + 1] & 0xff);
        used += 2;
        return id;
    }
}
