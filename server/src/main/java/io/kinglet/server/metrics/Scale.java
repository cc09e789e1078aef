package io.kinglet.server.metrics;

/** The buckets of a histogram: upper bounds, and the whole numbers in which it is recorded. */
enum Scale {
    NONE(1),
    /** Nanoseconds; 0.25 ms and 15 doublings. */
    QUERY_TIME(1e9, exponential(0.00025, 2, 16)),
    /** Nanoseconds; 0.25 ms and four times ten times as long. */
    PROBE_TIME(1e9, exponential(0.00025, 10, 5)),
    /** Nanoseconds; 1 ms and 19 doublings. */
    PROGRAMMING_TIME(1e9, exponential(0.001, 2, 20)),
    /** Nanoseconds. */
    API_TIME(1e9, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    /** Octets. */
    MESSAGE_SIZE(1, 0, 100, 200, 300, 400, 511, 1023, 2047, 4095, 8291, 16e3, 32e3, 48e3, 64e3);

    private final double perUnit;
    private final double[] bounds;
    private final long[] limits;

    Scale(double perUnit, double... bounds) {
        this.perUnit = perUnit;
        this.bounds = bounds;
        limits = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            limits[i] = Math.round(bounds[i] * perUnit);
        }
    }

    private static double[] exponential(double first, double factor, int count) {
        double[] bounds = new double[count];
        double bound = first;
        for (int i = 0; i < count; i++) {
            bounds[i] = bound;
            bound *= factor;
        }
        return bounds;
    }

    int buckets() {
        return bounds.length;
    }

    /** Upper bound of a bucket, in the unit of the page. */
    double bound(int bucket) {
        return bounds[bucket];
    }

    /** The bucket that {@code value} falls into; {@link #buckets()} for the one without a bound. */
    int bucket(long value) {
        int bucket = 0;
        while (bucket < limits.length && value > limits[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** A sum of recorded numbers, in the unit of the page. */
    double inUnit(long sum) {
        return sum / perUnit;
    }
}
