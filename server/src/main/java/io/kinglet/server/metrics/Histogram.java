package io.kinglet.server.metrics;

import java.util.Arrays;

/**
 * A histogram as it was at one moment.
 *
 * @param counts of every bucket alone, the one without a bound last
 * @param total of all that was recorded, in the whole numbers of the scale
 */
record Histogram(Scale scale, long[] counts, long total) {

    /** One that stands in an array: its buckets, then its total. */
    static Histogram of(Scale scale, long[] numbers, int offset) {
        int end = offset + scale.buckets() + 1;
        return new Histogram(scale, Arrays.copyOfRange(numbers, offset, end), numbers[end]);
    }

    /** Numbers that {@link #of} takes. */
    static int size(Scale scale) {
        return scale.buckets() + 2;
    }

    /** In the unit of the page. */
    double sum() {
        return scale.inUnit(total);
    }
}
