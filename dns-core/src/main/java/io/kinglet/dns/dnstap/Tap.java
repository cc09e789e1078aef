package io.kinglet.dns.dnstap;

import io.kinglet.dns.wire.Query;

/** Where messages go. Any thread. */
public interface Tap {

    /** How messages for it are written. */
    TapForm form();

    /** Whether anybody takes messages now; where nobody does, none need be made. */
    default boolean wanted() {
        return true;
    }

    /**
     * What its messages say besides, such as metadata.
     *
     * @param reply a header at least; of a query alone it says nothing
     * @param length octets of the reply; 0 when there is none
     * @return empty for nothing
     */
    String extra(Query query, byte[] reply, int length);

    /** Takes a message or drops it; never waits. */
    void offer(byte[] message);
}
