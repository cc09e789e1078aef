/*
 * Asks a DNS server as fast as it answers (closed loop), or by a fixed schedule (open loop), from one thread, and prints one
 * line of key=value: what was sent and answered, the kinds of answers, and how long they took.
 *
 *   load -p PORT -d QUESTIONS [options]      QUESTIONS as for dnsperf: "name TYPE" a line; asked in a random, repeatable order
 *     -s ADDRESS   of the server, IPv4 (127.0.0.1)
 *     -l SECONDS   to run (3)              -n COUNT  or until that many are sent
 *     -c SOCKETS   or TCP connections (4)  -t        over TCP, pipelined
 *     -w WINDOW    closed loop: queries under way over all sockets (64)
 *     -r RATE      open loop: queries a second; the time of an answer counts from when its query was due, not from when it
 *                  was sent, so a server that stands still is charged for every query that should have come meanwhile
 *     -e SIZE      EDNS with this UDP payload size (0: no EDNS)
 *     -o MS        a query not answered by then is lost (1000)
 *     -z           spin instead of sleeping: for tails, where the wake-up of the loader would be in every figure
 *
 * Times are in microseconds, from a histogram with 64 steps to each power of two (an error of 1.6 %).
 */
#define _GNU_SOURCE
#include "load.h"
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

struct options options = {.address = "127.0.0.1", .seconds = 3, .sockets = 4, .window = 64, .patience = 1000};
struct tally tally;
static struct line lines[MAX_LINES];
static struct pollfd polls[MAX_LINES];

uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void read_options(int argc, char **argv) {
    int o;
    while ((o = getopt(argc, argv, "s:p:d:l:n:c:w:r:e:o:tz")) != -1) {
        switch (o) {
            case 's': options.address = optarg; break;
            case 'p': options.port = atoi(optarg); break;
            case 'd': options.questions = optarg; break;
            case 'l': options.seconds = atof(optarg); break;
            case 'n': options.count = strtoull(optarg, NULL, 10); break;
            case 'c': options.sockets = atoi(optarg); break;
            case 'w': options.window = atoi(optarg); break;
            case 'r': options.rate = atof(optarg); break;
            case 'e': options.edns = atoi(optarg); break;
            case 'o': options.patience = atoi(optarg); break;
            case 't': options.tcp = 1; break;
            case 'z': options.spin = 1; break;
            default: exit(2);
        }
    }
    if (!options.port || !options.questions || options.sockets < 1 || options.sockets > MAX_LINES || options.window < 1) {
        fprintf(stderr, "usage: load -p PORT -d QUESTIONS [options], see the head of load.c\n");
        exit(2);
    }
}

/* Sends what the window has room for, evenly over the lines. */
static int fill_window(uint64_t t, uint64_t end) {
    int sent = 0;
    uint64_t per_line = (options.window + options.sockets - 1) / options.sockets;
    for (int i = 0; i < options.sockets && t < end; i++) {
        uint64_t room = lines[i].under_way < per_line ? per_line - lines[i].under_way : 0;
        if (options.count && room > options.count - tally.sent) room = options.count - tally.sent;
        if (room) sent += line_send(&lines[i], room, t, 0);
    }
    return sent;
}

/* Sends what is due, the next line each time. */
static int keep_schedule(uint64_t t, uint64_t begin, uint64_t end) {
    double period = 1e9 / options.rate;
    uint64_t until = t < end ? t : end;
    uint64_t due = until > begin ? (uint64_t)((until - begin) / period) : 0;
    int sent = 0;
    static int turn;
    if (options.count && due > options.count) due = options.count;
    while (tally.sent < due) {
        uint64_t batch = due - tally.sent;
        uint64_t share = batch < (uint64_t)options.sockets ? 1 : batch / options.sockets;
        int more = line_send(&lines[turn], share, begin + (uint64_t)(tally.sent * period), period);
        turn = (turn + 1) % options.sockets;
        if (!more) break;
        sent += more;
    }
    return sent;
}

static uint64_t under_way(uint64_t t) {
    uint64_t all = 0;
    for (int i = 0; i < options.sockets; i++) {
        line_forget(&lines[i], t);
        all += lines[i].under_way;
    }
    return all;
}

static void rest(uint64_t t, uint64_t begin) {
    if (options.spin) return;
    uint64_t wait = 1000000;
    if (options.rate > 0) {
        uint64_t next = begin + (uint64_t)((tally.sent + 1) * (1e9 / options.rate));
        wait = next > t ? next - t : 1;
        if (wait > 1000000) wait = 1000000;
    }
    struct timespec timeout = {0, wait};
    ppoll(polls, options.sockets, &timeout, NULL);
}

int main(int argc, char **argv) {
    read_options(argc, argv);
    prctl(PR_SET_TIMERSLACK, 1);
    questions_read(options.questions, options.edns);
    for (int i = 0; i < options.sockets; i++) {
        line_open(&lines[i]);
        polls[i] = (struct pollfd){.fd = lines[i].fd, .events = POLLIN};
    }
    uint64_t begin = now(), end = begin + (uint64_t)(options.seconds * 1e9), t = begin;
    for (uint64_t checked = begin; ; t = now()) {
        int done = options.rate > 0 ? keep_schedule(t, begin, end) : fill_window(t, end);
        for (int i = 0; i < options.sockets; i++) done += line_receive(&lines[i]);
        int over = t >= end || (options.count && tally.sent >= options.count);
        if (over || t - checked > 10000000) {
            checked = t;
            if (!under_way(t) && over) break;
        }
        if (!done) rest(t, begin);
    }
    /* Of a closed loop that ran by time, what was answered after the end is a window at most. */
    tally_print((t < end ? t - begin : end - begin) / 1e9);
    return tally.answered ? 0 : 1;
}
