/*
 * A resolver to forward to: answers any question with one address after a fixed time, and goes silent on request.
 *
 *   upstream PORT DELAY_MS      on 127.0.0.1, UDP
 *     SIGUSR1   from now on nothing is answered: a black hole, without so much as an ICMP message
 *     SIGUSR2   prints what was asked so far and answers again; what came meanwhile is forgotten
 *     SIGTERM   ends
 *
 * Prints "questions=N unheard=N" when told to and when it ends, and "back=MS" when, after SIGUSR2, the first question comes.
 * Health checks, which ask for NS, are answered and not counted.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { SLOTS = 1 << 16, PACKET = 320, BUFFER = 4 << 20, NS = 2 };

struct waiting {
    uint64_t due;
    struct sockaddr_in client;
    int length;
    unsigned char packet[PACKET];
};

static struct waiting ring[SLOTS];
static volatile sig_atomic_t silent, back, over;

static void told(int signal) {
    if (signal == SIGUSR1) silent = 1;
    if (signal == SIGUSR2) silent = 0, back = 1;
    if (signal == SIGTERM) over = 1;
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* Makes a response of a query of which only the question is kept; returns its QTYPE, or -1 when it is none. */
static int respond(struct waiting *w) {
    static const unsigned char record[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1};
    int end = 12;
    while (end < w->length && w->packet[end]) end += w->packet[end] + 1;
    end += 5;
    if (w->length < 17 || end > w->length || end + (int)sizeof record > PACKET) return -1;
    memcpy(w->packet + end, record, sizeof record);
    w->packet[2] = 0x80 | (w->packet[2] & 1);
    w->packet[3] = 0x80;
    memset(w->packet + 6, 0, 6);
    w->packet[7] = 1;
    w->length = end + sizeof record;
    return w->packet[end - 4] << 8 | w->packet[end - 3];
}

static void report(uint64_t questions, uint64_t unheard) {
    printf("questions=%llu unheard=%llu\n", (unsigned long long)questions, (unsigned long long)unheard);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: upstream PORT DELAY_MS\n");
        return 1;
    }
    uint64_t delay = atoi(argv[2]) * 1000000ull, returned = 0, questions = 0, unheard = 0;
    int s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), size = BUFFER;
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (s < 0 || bind(s, (struct sockaddr *)&self, sizeof self) < 0) {
        perror("upstream");
        return 1;
    }
    struct sigaction action = {.sa_handler = told};
    for (int i = 0; i < 3; i++) sigaction((int[]){SIGUSR1, SIGUSR2, SIGTERM}[i], &action, NULL);
    unsigned head = 0, tail = 0;
    while (!over) {
        int wait = 100;
        if (head != tail) {
            uint64_t t = now();
            wait = ring[tail % SLOTS].due <= t ? 0 : (int)((ring[tail % SLOTS].due - t) / 1000000 + 1);
        }
        struct pollfd p = {s, POLLIN, 0};
        poll(&p, 1, wait);
        if (back) back = 0, returned = now(), report(questions, unheard);
        while (head - tail < SLOTS) {
            struct waiting *w = &ring[head % SLOTS];
            socklen_t length = sizeof w->client;
            w->length = recvfrom(s, w->packet, PACKET, 0, (struct sockaddr *)&w->client, &length);
            if (w->length < 0) break;
            int type = respond(w);
            if (type < 0) continue;
            if (silent) {
                unheard++;
                continue;
            }
            if (type != NS) {
                questions++;
                if (returned) printf("back=%.0f\n", (now() - returned) / 1e6), fflush(stdout), returned = 0;
            }
            w->due = now() + delay;
            head++;
        }
        for (uint64_t t = now(); head != tail && ring[tail % SLOTS].due <= t; tail++) {
            struct waiting *w = &ring[tail % SLOTS];
            if (!silent) sendto(s, w->packet, w->length, 0, (struct sockaddr *)&w->client, sizeof w->client);
        }
    }
    report(questions, unheard);
    return 0;
}
