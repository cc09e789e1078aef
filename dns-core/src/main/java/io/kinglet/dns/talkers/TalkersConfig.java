package io.kinglet.dns.talkers;

/**
 * How much is kept.
 *
 * @param threads that answer queries; those beyond keep no notes
 * @param octets of memory at most, all threads together
 */
public record TalkersConfig(int threads, long octets) {

    /** What is enough for any number of names and clients. */
    public static final long STANDARD_OCTETS = 8L << 20;

    private static final int MOST_PLACES = 1024;
    private static final int LEAST_PLACES = 8;

    public TalkersConfig {
        if (threads < 1 || octets < threads * Notes.octets(LEAST_PLACES)) {
            throw new IllegalArgumentException("there is no room for " + threads + " threads in " + octets + " octets");
        }
    }

    /** Places of a table: as many as there is room for. */
    int places() {
        int places = MOST_PLACES;
        while (places > LEAST_PLACES && threads * Notes.octets(places) > octets) {
            places -= places / 8;
        }
        return Math.max(LEAST_PLACES, places);
    }
}
