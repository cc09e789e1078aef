/*
 * The floor of the UDP path: takes up to 32 packets with recvmmsg, marks each as a response, gives them back with
 * sendmmsg. No DNS work at all; nothing that answers over sockets can cost less.
 *
 *   echo PORT          on 127.0.0.1
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { BATCH = 32, PACKET = 1500, BUFFER = 4 << 20 };

static unsigned char packets[BATCH][PACKET];
static struct sockaddr_in clients[BATCH];
static struct iovec parts[BATCH];
static struct mmsghdr messages[BATCH];

static void must(int result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

static int bound(int port) {
    int s = socket(AF_INET, SOCK_DGRAM, 0), one = 1, size = BUFFER;
    must(s, "socket");
    must(setsockopt(s, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one), "SO_REUSEPORT");
    must(setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, sizeof size), "SO_RCVBUF");
    must(setsockopt(s, SOL_SOCKET, SO_SNDBUF, &size, sizeof size), "SO_SNDBUF");
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    must(bind(s, (struct sockaddr *)&self, sizeof self), "bind");
    return s;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: echo PORT\n");
        return 1;
    }
    int s = bound(atoi(argv[1]));
    for (int i = 0; i < BATCH; i++) {
        parts[i] = (struct iovec){packets[i], PACKET};
        messages[i].msg_hdr = (struct msghdr){.msg_name = &clients[i], .msg_iov = &parts[i], .msg_iovlen = 1};
    }
    for (;;) {
        for (int i = 0; i < BATCH; i++) {
            messages[i].msg_hdr.msg_namelen = sizeof clients[i];
            parts[i].iov_len = PACKET;
        }
        int taken = recvmmsg(s, messages, BATCH, MSG_WAITFORONE, NULL);
        if (taken <= 0) continue;
        for (int i = 0; i < taken; i++) {
            parts[i].iov_len = messages[i].msg_len;
            if (messages[i].msg_len > 2) packets[i][2] |= 0x80;
        }
        for (int given = 0; given < taken;) {
            int more = sendmmsg(s, messages + given, taken - given, 0);
            if (more <= 0) break;
            given += more;
        }
    }
}
