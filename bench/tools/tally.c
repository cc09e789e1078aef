/* Counts answers and how long they took. */
#include "load.h"
#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>

enum { STEPS = 64, POWERS = 40 };

static const uint64_t SLOW = 1000000000; /* a second: what a person notices */

static uint64_t histogram[POWERS * STEPS], longest, slow;

/* Nanoseconds below 64 each have a step of their own; above, a power of two has 64 of them. */
static int step(uint64_t nanos) {
    if (nanos < STEPS) return nanos;
    int power = 63 - __builtin_clzll(nanos) - 6;
    int at = (power + 1) * STEPS + (int)((nanos >> power) - STEPS);
    return at < POWERS * STEPS ? at : POWERS * STEPS - 1;
}

static double value(int at) {
    if (at < STEPS) return at;
    int power = at / STEPS - 1;
    return ((at % STEPS + STEPS) + 0.5) * (double)(1ull << power);
}

void tally_add(uint64_t nanos) {
    histogram[step(nanos)]++;
    if (nanos > longest) longest = nanos;
    if (nanos > SLOW) slow++;
    tally.answered++;
}

static double percentile(double share) {
    uint64_t wanted = (uint64_t)(tally.answered * share), seen = 0;
    if (wanted >= tally.answered) return longest / 1e3;
    for (int at = 0; at < POWERS * STEPS; at++) {
        seen += histogram[at];
        if (seen > wanted) return value(at) < longest ? value(at) / 1e3 : longest / 1e3;
    }
    return longest / 1e3;
}

void tally_print(double seconds) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    uint64_t other = tally.answered - tally.rcodes[0] - tally.rcodes[2] - tally.rcodes[3];
    printf("sent=%" PRIu64 " answered=%" PRIu64 " lost=%" PRIu64 " late=%" PRIu64 " seconds=%.3f qps=%.0f",
        tally.sent, tally.answered, tally.lost, tally.late, seconds, tally.answered / seconds);
    printf(" noerror=%" PRIu64 " servfail=%" PRIu64 " nxdomain=%" PRIu64 " other=%" PRIu64 " tc=%" PRIu64 " octets=%" PRIu64,
        tally.rcodes[0], tally.rcodes[2], tally.rcodes[3], other, tally.truncated, tally.octets);
    printf(" p50=%.1f p99=%.1f p999=%.1f max=%.1f slow=%" PRIu64 " cpu=%.2f\n",
        percentile(0.5), percentile(0.99), percentile(0.999), longest / 1e3, slow, cpu);
}
