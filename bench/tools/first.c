/*
 * Starts a DNS server and asks it every millisecond from the first one on: how long until it answers at all, and until the
 * answer is right. Then ends it. Prints one line of key=value, in milliseconds; cpu is what it has taken until it ended.
 *
 *   first PORT NAME data|noerror COMMAND...
 *
 * An answer is right when its status is NOERROR and, for data, it has a record. Neither in a minute: -1.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PACKET = 1500, PATIENCE_MS = 60000 };

static double ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* The question "NAME A" as a packet; its length. */
static int question(const char *name, unsigned char *packet) {
    static const unsigned char head[12] = {53, 53, 1, 0, 0, 1}, tail[5] = {0, 0, 1, 0, 1};
    int at = 12;
    memcpy(packet, head, 12);
    while (*name) {
        int label = strcspn(name, ".");
        if (label < 1 || label > 63 || at + label > 250) {
            fprintf(stderr, "not a name\n");
            exit(2);
        }
        packet[at] = label;
        memcpy(packet + at + 1, name, label);
        at += label + 1;
        name += label + (name[label] == '.');
    }
    memcpy(packet + at, tail, 5);
    return at + 5;
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fprintf(stderr, "usage: first PORT NAME data|noerror COMMAND...\n");
        return 2;
    }
    unsigned char query[PACKET], reply[PACKET];
    int length = question(argv[2], query), data = strcmp(argv[3], "data") == 0;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (s < 0 || connect(s, (struct sockaddr *)&to, sizeof to) < 0) {
        perror("socket");
        return 1;
    }
    double begin = ms(), any = -1, right = -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(argv[4], argv + 4);
        perror(argv[4]);
        _exit(127);
    }
    while (right < 0 && ms() - begin < PATIENCE_MS && waitpid(pid, NULL, WNOHANG) == 0) {
        send(s, query, length, 0); /* refused while nobody listens */
        struct timespec nap = {0, 1000000};
        nanosleep(&nap, NULL);
        int got;
        while (right < 0 && (got = recv(s, reply, sizeof reply, MSG_DONTWAIT)) > 0) {
            if (got < 12 || !(reply[2] & 0x80)) continue;
            double now = ms() - begin;
            if (any < 0) any = now;
            if ((reply[3] & 15) == 0 && (!data || reply[6] || reply[7])) right = now;
        }
    }
    struct rusage used = {0};
    kill(pid, SIGTERM);
    pid_t ended = 0;
    for (int i = 0; i < 300 && ended == 0; i++) {
        struct timespec nap = {0, 10000000};
        nanosleep(&nap, NULL);
        ended = wait4(pid, NULL, WNOHANG, &used);
    }
    if (ended == 0) {
        kill(pid, SIGKILL);
        wait4(pid, NULL, 0, &used);
    }
    printf("any=%.0f right=%.0f cpu=%.0f\n", any, right,
           (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3);
    return right < 0;
}
