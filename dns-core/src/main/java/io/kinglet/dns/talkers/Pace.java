package io.kinglet.dns.talkers;

/** How fast answers come to one thread, and how many of them to look at. Confined to that thread, but for its notes. */
final class Pace {

    /** At most one of so many, as a power of two. */
    static final int MOST_SHIFT = 10;

    /** What is looked at in a second, of one thread: a good picture of a minute, for the cost of next to nothing. */
    private static final long A_SECOND = 2048;

    private static final int STRETCH = 256;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Notes notes;
    private long begin;
    private int samples;
    private long answers;

    Pace(Notes notes) {
        this.notes = notes;
    }

    Notes notes() {
        return notes;
    }

    /**
     * Takes one more into account.
     *
     * @param shift how it was chosen
     * @return how the next are to be
     */
    int next(long now, int shift) {
        if (samples == 0) {
            begin = now;
        }
        samples++;
        answers += 1L << shift;
        long nanos = now - begin;
        if (samples < STRETCH && nanos < SECOND_NANOS) {
            return shift;
        }
        double rate = answers * (double) SECOND_NANOS / Math.max(1, nanos);
        samples = 0;
        answers = 0;
        int wanted = 0;
        while (wanted < MOST_SHIFT && rate > A_SECOND << wanted) {
            wanted++;
        }
        return wanted;
    }
}
